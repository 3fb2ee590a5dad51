# All public mailboxes of the app with everything that WeCom shows of them.
list "wecom_public_mailbox" "all" {
  provider         = wecom
  include_resource = true
  limit            = 1000
}
