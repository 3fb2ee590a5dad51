import {
  to = wecom_kf_account.after_sales
  id = "wkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1"
}
