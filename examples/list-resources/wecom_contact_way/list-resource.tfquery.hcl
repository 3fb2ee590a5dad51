# Contact ways made in 2026 for exhibitions: their channel mark begins with expo.
list "wecom_contact_way" "expo" {
  provider         = wecom
  include_resource = true
  limit            = 500

  config {
    created_from = "2026-01-01T00:00:00+08:00"
    type         = "multi"
    state_regex  = "^expo"
  }
}
