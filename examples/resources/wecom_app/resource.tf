# The app behind `secret`. What is not written stays as the console has it.
resource "wecom_app" "assistant" {
  name           = "晨星助手"
  description    = "晨星家居的员工自助平台"
  home_url       = "https://app.example.com/"
  trusted_domain = "app.example.com"
  report_enter   = true # an event when a member opens the app

  logo = { file = "${path.module}/logo.png" }
}

output "agent_id" {
  value = wecom_app.assistant.id
}
