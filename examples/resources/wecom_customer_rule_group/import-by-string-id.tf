import {
  to = wecom_customer_rule_group.sales
  id = "7"
}
