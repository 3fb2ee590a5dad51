resource "wecom_kf_account" "after_sales" {
  name   = "售后服务"
  avatar = { file = "${path.module}/avatar.png" }
}

# The members who receive its customers, and everybody of the department 4. Whoever else is there is taken off.
resource "wecom_kf_servicers" "after_sales" {
  account_id     = wecom_kf_account.after_sales.id
  user_ids       = ["huangmin", "wangfang"]
  department_ids = [4]
}
