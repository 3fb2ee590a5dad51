# All meeting rooms with everything that WeCom shows of them.
list "wecom_meeting_room" "all" {
  provider         = wecom
  include_resource = true
  limit            = 1000
}
