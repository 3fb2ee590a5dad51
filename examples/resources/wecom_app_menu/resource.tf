# The menu in the chat of the app behind `secret`: three buttons, the second one opens others.
resource "wecom_app_menu" "assistant" {
  buttons = [
    { name = "公告", view = { url = "https://app.example.com/news" } },
    {
      name = "自助" # 6 of 16 bytes
      buttons = [
        { name = "请假申请", view = { url = "https://app.example.com/leave" } },
        { name = "扫码签到", scan_wait = { key = "check_in" } },
        { name = "上报位置", location = { key = "place" } },
      ]
    },
    { name = "帮助", click = { key = "help" } }, # an event for the app
  ]
}
