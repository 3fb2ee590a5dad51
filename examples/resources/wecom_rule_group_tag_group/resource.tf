resource "wecom_customer_rule_group" "sales" {
  name           = "销售"
  admin_user_ids = ["wangfang"]
  department_ids = [4]
}

# Only sales can put these tags on customers.
resource "wecom_rule_group_tag_group" "interest" {
  name          = "意向"
  rule_group_id = wecom_customer_rule_group.sales.id

  # The key is your handle: keep it when you rename a tag.
  tags = {
    hot  = { name = "近期购买" }
    warm = { name = "正在比较" }
  }
}
