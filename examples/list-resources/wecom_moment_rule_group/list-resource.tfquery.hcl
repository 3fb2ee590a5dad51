# The rule groups of this app that have to do with sales.
list "wecom_moment_rule_group" "sales" {
  provider         = wecom
  include_resource = true

  config {
    name_regex = "销售"
  }
}
