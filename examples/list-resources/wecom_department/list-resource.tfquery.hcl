# Every department below 销售部 (id 4), with everything that a resource block needs.
list "wecom_department" "sales" {
  provider         = wecom
  include_resource = true
  limit            = 1000

  config {
    parent_id = 4
    recursive = true
  }
}

# All departments of the corp whose name ends in 部 or 中心; ids and paths only.
list "wecom_department" "named" {
  provider = wecom
  limit    = 1000

  config {
    name_regex = "(部|中心)$"
  }
}
