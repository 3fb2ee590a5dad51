# By the agent id, which the console shows on the page of the app; it must be that of the app behind `secret`.
terraform import wecom_app_menu.assistant 1000002
