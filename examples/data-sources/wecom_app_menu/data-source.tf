resource "wecom_app_menu" "assistant" {
  buttons = [{ name = "公告", view = { url = "https://app.example.com/news" } }]
}

# The menu of the app behind `secret`.
data "wecom_app_menu" "this" {
  depends_on = [wecom_app_menu.assistant]
}

output "names" {
  value = data.wecom_app_menu.this.buttons[*].name
}
