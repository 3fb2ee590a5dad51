import {
  to = wecom_group_welcome_template.shop
  identity = {
    id = "msgXXXXXX"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
