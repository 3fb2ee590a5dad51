# An account under which members answer customers in WeChat, with a picture beside this file.
resource "wecom_kf_account" "after_sales" {
  name   = "售后服务"
  avatar = { file = "${path.module}/avatar.png" }

  # Set to true once links to it are in use: a destroy then fails.
  deletion_protection = false
}
