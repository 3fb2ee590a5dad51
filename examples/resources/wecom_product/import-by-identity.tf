import {
  to = wecom_product.tea
  identity = {
    id = "pAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
