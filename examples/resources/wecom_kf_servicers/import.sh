# By the id of the account (open_kfid). The data source wecom_kf_accounts lists the ids.
terraform import wecom_kf_servicers.after_sales wkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1
