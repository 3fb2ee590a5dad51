# A mailbox that a department and one more member use, with a second address.
resource "wecom_public_mailbox" "service" {
  email          = "service@example.wecom.work"
  name           = "客户服务"
  department_ids = [5]
  user_ids       = ["huangmin"]
  aliases        = ["help@example.wecom.work"]

  # Set to true as soon as there is mail in it: a destroy then fails.
  deletion_protection = false
}
