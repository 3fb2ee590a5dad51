# A chat that the app behind `secret` sends messages to. Its id is made by the provider.
resource "wecom_app_chat" "project" {
  name     = "新店筹备"
  owner_id = "wangfang"
  user_ids = ["wangfang", "huangmin", "wuqiang"]
}

output "chat_id" {
  description = "What appchat/send needs."
  value       = wecom_app_chat.project.id
}
