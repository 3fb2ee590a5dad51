resource "wecom_customer_rule_group" "sales" {
  name           = "销售"
  admin_user_ids = ["wangfang"]
  department_ids = [4]
}

data "wecom_customer_rule_group" "sales" {
  id = wecom_customer_rule_group.sales.id
}

output "sales_privileges" {
  value = data.wecom_customer_rule_group.sales.privileges
}
