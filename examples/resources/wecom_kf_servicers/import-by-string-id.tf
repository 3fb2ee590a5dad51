import {
  to = wecom_kf_servicers.after_sales
  id = "wkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1"
}
