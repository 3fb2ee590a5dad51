import {
  to = wecom_visibility_rule.management
  identity = {
    id = 20031
  }
}
