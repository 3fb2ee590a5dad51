import {
  to = wecom_mail_group.shop
  id = "shop@example.wecom.work"
}
