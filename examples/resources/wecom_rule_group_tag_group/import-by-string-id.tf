import {
  to = wecom_rule_group_tag_group.interest
  id = "etJ7wNrQAAexampleInterest00000"
}
