import {
  to = wecom_member.lead
  identity = {
    id = "zhaomin"
  }
}
