import {
  to = wecom_app_chat.project
  identity = {
    id = "chatProject1"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
