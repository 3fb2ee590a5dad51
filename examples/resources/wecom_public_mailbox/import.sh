# By the id. The data source wecom_public_mailboxes lists the ids of the mailboxes that the app made.
terraform import wecom_public_mailbox.service 31
