# All visibility rules with everything that WeCom shows of them.
list "wecom_visibility_rule" "all" {
  provider         = wecom
  include_resource = true
  limit            = 1000
}
