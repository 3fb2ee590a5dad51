data "wecom_kf_knowledge_groups" "all" {}

output "ids" {
  description = "The id of every group by its name."
  value       = { for group in data.wecom_kf_knowledge_groups.all.kf_knowledge_groups : group.name => group.id }
}
