# All links of this app, each with its name, range and address.
list "wecom_acquisition_link" "all" {
  provider         = wecom
  include_resource = true
  limit            = 1000
}
