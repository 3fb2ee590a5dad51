# Groups of customer tags that were made since 2024 and are about customers.
list "wecom_tag_group" "recent" {
  provider         = wecom
  include_resource = true

  config {
    name_regex   = "客户|意向"
    created_from = "2024-01-01T00:00:00+08:00"
  }
}
