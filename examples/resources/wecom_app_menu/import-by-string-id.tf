import {
  to = wecom_app_menu.assistant
  id = "1000002"
}
