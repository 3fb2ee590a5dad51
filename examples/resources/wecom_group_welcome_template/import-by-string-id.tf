import {
  to = wecom_group_welcome_template.shop
  id = "msgXXXXXX"
}
