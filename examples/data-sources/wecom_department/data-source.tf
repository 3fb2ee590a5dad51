# By the names from below the root.
data "wecom_department" "backend" {
  path = "研发中心/后端"
}

# The root, the corp itself, is found by its id.
data "wecom_department" "root" {
  id = 1
}

output "backend_id" {
  value = data.wecom_department.backend.id
}

output "corp_name" {
  value = data.wecom_department.root.name
}
