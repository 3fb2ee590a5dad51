import {
  to = wecom_calendar.rota
  identity = {
    id = "wcjgewCwAAqeJcPI1d8Pwbjt7nttzAAA"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
