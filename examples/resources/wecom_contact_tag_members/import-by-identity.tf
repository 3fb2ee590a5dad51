import {
  to = wecom_contact_tag_members.shop
  identity = {
    id = 12
  }
}
