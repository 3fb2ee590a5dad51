# Rules against payments outside the shop, whoever made them.
list "wecom_intercept_rule" "payments" {
  provider         = wecom
  include_resource = true

  config {
    name_regex = "收款|交易"
  }
}
