# The rota of the sales department, which its members see and the two admins may change in the client.
resource "wecom_calendar" "rota" {
  name        = "销售部值班"
  color       = "#2F90EA"
  description = "每周一更新"

  shares = [
    { user_id = "wangfang", permission = "view" },
    { user_id = "huangmin", permission = "view" },
    { user_id = "wuqiang", permission = "busy_only" },
  ]
  admin_user_ids = ["wangfang", "huangmin"]

  # Set to true once events are on it: a destroy then fails.
  deletion_protection = false
}

# Keep the id: WeCom lists no calendars, and nothing else tells it.
output "rota" {
  value = wecom_calendar.rota.id
}
