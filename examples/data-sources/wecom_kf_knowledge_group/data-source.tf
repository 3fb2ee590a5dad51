# The group that WeCom made.
data "wecom_kf_knowledge_group" "default" {
  name = "默认分组"
}

output "default_group_id" {
  value = data.wecom_kf_knowledge_group.default.id
}
