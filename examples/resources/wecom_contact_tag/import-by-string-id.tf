import {
  to = wecom_contact_tag.on_call
  id = "12"
}
