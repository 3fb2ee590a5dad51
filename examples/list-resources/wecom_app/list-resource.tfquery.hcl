# The app behind `secret`, with its settings.
list "wecom_app" "this" {
  provider         = wecom
  include_resource = true
}
