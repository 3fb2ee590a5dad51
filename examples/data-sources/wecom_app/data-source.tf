# The app behind `secret`.
data "wecom_app" "this" {}

output "sees_the_whole_corp" {
  value = contains(data.wecom_app.this.visible_department_ids, 1)
}
