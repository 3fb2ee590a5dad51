import {
  to = wecom_app.assistant
  identity = {
    id = 1000002
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
