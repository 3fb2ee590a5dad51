data "wecom_public_mailboxes" "all" {}

# By its id, here that of the first one in the list, where there is one. By name: name = "客户服务".
data "wecom_public_mailbox" "first" {
  count = min(1, length(data.wecom_public_mailboxes.all.public_mailboxes))
  id    = data.wecom_public_mailboxes.all.public_mailboxes[0].id
}

output "users" {
  value = data.wecom_public_mailbox.first[*].user_ids
}
