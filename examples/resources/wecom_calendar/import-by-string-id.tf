import {
  to = wecom_calendar.rota
  id = "wcjgewCwAAqeJcPI1d8Pwbjt7nttzAAA"
}
