# Whoever works in the shop, and one more. Anybody may write to it, customers as well.
resource "wecom_mail_group" "shop" {
  id             = "shop@example.wecom.work"
  name           = "上海门店"
  department_ids = [5]
  emails         = ["huangmin@example.wecom.work"]
  senders        = { scope = "anyone" }

  # Set to true once the address is known outside: a destroy then fails.
  deletion_protection = false
}

# A group that holds another one, and to which only a department may write.
resource "wecom_mail_group" "sales" {
  id        = "sales@example.wecom.work"
  name      = "销售通知"
  group_ids = [wecom_mail_group.shop.id]
  emails    = ["wangfang@example.wecom.work", "wuqiang@example.wecom.work"]
  senders = {
    scope          = "listed"
    department_ids = [4]
  }
}
