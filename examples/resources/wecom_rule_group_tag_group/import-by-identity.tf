# Terraform 1.12 or OpenTofu 1.12 and newer. corp_id may be left out.
import {
  to = wecom_rule_group_tag_group.interest
  identity = {
    id = "etJ7wNrQAAexampleInterest00000"
  }
}
