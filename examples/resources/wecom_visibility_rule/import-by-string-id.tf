import {
  to = wecom_visibility_rule.management
  id = "20031"
}
