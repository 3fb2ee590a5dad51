import {
  to = wecom_contact_tag_members.shop
  id = "12"
}
