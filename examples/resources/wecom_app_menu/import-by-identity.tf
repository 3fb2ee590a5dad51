import {
  to = wecom_app_menu.assistant
  identity = {
    id = 1000002
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
