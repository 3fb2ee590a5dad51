resource "wecom_calendar" "rota" {
  name   = "销售部值班"
  color  = "#2F90EA"
  shares = [{ user_id = "wangfang", permission = "view" }]
}

data "wecom_calendar" "rota" {
  id = wecom_calendar.rota.id
}

output "members" {
  value = { for share in data.wecom_calendar.rota.shares : share.user_id => share.permission }
}
