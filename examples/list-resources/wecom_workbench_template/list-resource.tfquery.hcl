# The workbench template of the app behind `secret`, where it has one.
list "wecom_workbench_template" "this" {
  provider         = wecom
  include_resource = true
}
