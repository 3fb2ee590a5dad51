# By the account id (open_kfid). The data source wecom_kf_accounts lists the ids.
terraform import wecom_kf_account.after_sales wkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1
