import {
  to = wecom_product.tea
  id = "pAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1"
}
