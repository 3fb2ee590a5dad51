# Everything the app may see.
data "wecom_departments" "all" {}

# Only what is directly below the root.
data "wecom_departments" "first_level" {
  parent_id = 1
}

output "department_ids" {
  description = "Every department id by its path."
  value       = { for d in data.wecom_departments.all.departments : d.path => d.id }
}

output "first_level_names" {
  value = data.wecom_departments.first_level.departments[*].name
}
