# 销售部 under its director, and the shop below it under the shop's manager.
resource "wecom_customer_rule_group" "sales" {
  name           = "销售"
  admin_user_ids = ["wangfang"]
  department_ids = [4]

  # Everything else may be done: that is the default.
  privileges = {
    export_customer_list = false
    export_customer_data = false
  }
}

resource "wecom_customer_rule_group" "shop" {
  name           = "上海门店"
  parent_id      = wecom_customer_rule_group.sales.id
  admin_user_ids = ["huangmin"]
  department_ids = [5]
}
