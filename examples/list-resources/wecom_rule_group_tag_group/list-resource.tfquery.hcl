# Tag groups about interest, of any rule group of this app.
list "wecom_rule_group_tag_group" "interest" {
  provider         = wecom
  include_resource = true

  config {
    name_regex = "意向"
  }
}
