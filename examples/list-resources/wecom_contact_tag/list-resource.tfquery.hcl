# All contact tags with everything that WeCom shows of them.
list "wecom_contact_tag" "all" {
  provider         = wecom
  include_resource = true
  limit            = 3000
}
