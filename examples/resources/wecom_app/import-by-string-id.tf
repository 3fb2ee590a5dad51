import {
  to = wecom_app.assistant
  id = "1000002"
}
