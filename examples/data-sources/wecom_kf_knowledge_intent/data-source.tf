data "wecom_kf_knowledge_intents" "all" {}

# By its id, here that of the first one in the list, where there is one.
data "wecom_kf_knowledge_intent" "first" {
  for_each = toset(slice(data.wecom_kf_knowledge_intents.all.kf_knowledge_intents[*].id, 0, min(1, length(data.wecom_kf_knowledge_intents.all.kf_knowledge_intents))))
  id       = each.key
}

output "answers" {
  value = { for id, intent in data.wecom_kf_knowledge_intent.first : intent.question => intent.answer.text }
}
