# All mail groups of the app with their members.
list "wecom_mail_group" "all" {
  provider         = wecom
  include_resource = true
  limit            = 1000
}
