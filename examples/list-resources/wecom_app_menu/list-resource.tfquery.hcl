# The menu of the app behind `secret`, where it has one.
list "wecom_app_menu" "this" {
  provider         = wecom
  include_resource = true
}
