# All products with everything that WeCom shows of them.
list "wecom_product" "all" {
  provider         = wecom
  include_resource = true
  limit            = 1000
}
