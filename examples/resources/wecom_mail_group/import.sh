# By the address. The data source wecom_mail_groups lists the addresses of the groups that the app made.
terraform import wecom_mail_group.shop shop@example.wecom.work
