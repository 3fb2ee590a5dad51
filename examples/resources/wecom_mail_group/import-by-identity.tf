import {
  to = wecom_mail_group.shop
  identity = {
    id = "shop@example.wecom.work"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
