import {
  to = wecom_public_mailbox.service
  id = "31"
}
