import {
  to = wecom_moment_rule_group.sales
  id = "7"
}
