data "wecom_kf_knowledge_group" "default" {
  name = "默认分组"
}

data "wecom_kf_knowledge_intents" "default" {
  group_id = data.wecom_kf_knowledge_group.default.id
}

output "questions" {
  value = data.wecom_kf_knowledge_intents.default.kf_knowledge_intents[*].question
}
