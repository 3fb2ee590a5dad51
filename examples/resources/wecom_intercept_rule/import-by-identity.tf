# Terraform 1.12 or OpenTofu 1.12 and newer. corp_id may be left out.
import {
  to = wecom_intercept_rule.payments
  identity = {
    id = "1000001"
  }
}
