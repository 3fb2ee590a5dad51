import {
  to = wecom_public_mailbox.service
  identity = {
    id = 31
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
