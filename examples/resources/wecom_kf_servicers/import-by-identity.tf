import {
  to = wecom_kf_servicers.after_sales
  identity = {
    id = "wkAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
