data "wecom_department" "sales" {
  path = "销售部"
}

data "wecom_members" "sales" {
  department_id = data.wecom_department.sales.id
  recursive     = true
}

output "active_sales_user_ids" {
  value = [for m in data.wecom_members.sales.members : m.user_id if m.status == "active"]
}
