import {
  to = wecom_intercept_rule.payments
  id = "1000001"
}
