import {
  to = wecom_app_chat.project
  id = "chatProject1"
}
