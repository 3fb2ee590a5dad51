# Terraform 1.12 or OpenTofu 1.12 and newer. corp_id may be left out.
import {
  to = wecom_customer_rule_group.sales
  identity = {
    id = 7
  }
}
