# By the cal_id, with the secret of the app that made it. WeCom lists no calendars.
terraform import wecom_calendar.rota wcjgewCwAAqeJcPI1d8Pwbjt7nttzAAA
