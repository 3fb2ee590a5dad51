# All customer service accounts with everything that WeCom shows of them.
list "wecom_kf_account" "all" {
  provider         = wecom
  include_resource = true
  limit            = 1000
}
