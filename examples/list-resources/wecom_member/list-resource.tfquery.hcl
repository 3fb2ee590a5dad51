# Every member directly in 销售部 (id 4), with everything that a resource block needs.
list "wecom_member" "sales" {
  provider         = wecom
  include_resource = true
  limit            = 1000

  config {
    department_id = 4
  }
}

# All members of the corp whose name begins with 王; userids and names only.
list "wecom_member" "named" {
  provider = wecom
  limit    = 1000

  config {
    name_regex = "^王"
  }
}
