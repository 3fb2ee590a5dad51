import {
  to = wecom_kf_account.after_sales
  identity = {
    id = "wkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
