resource "wecom_app_chat" "project" {
  user_ids = ["wangfang", "huangmin"]
}

data "wecom_app_chat" "project" {
  id = wecom_app_chat.project.id
}

output "owner" {
  description = "Whom WeCom chose."
  value       = data.wecom_app_chat.project.owner_id
}
