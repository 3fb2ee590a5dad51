import {
  to = wecom_contact_tag.on_call
  identity = {
    id = 12
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
