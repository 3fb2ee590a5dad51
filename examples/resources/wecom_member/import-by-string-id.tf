import {
  to = wecom_member.lead
  id = "zhaomin"
}
