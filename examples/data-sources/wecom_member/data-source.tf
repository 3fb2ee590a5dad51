data "wecom_member" "manager" {
  id = "wangfang"
}

# By the mobile number, which the app need not see for that.
data "wecom_member" "newcomer" {
  mobile = "13800000008"
}

output "department_of_the_manager" {
  value = data.wecom_member.manager.main_department_id
}

output "newcomer" {
  value = data.wecom_member.newcomer.id
}
