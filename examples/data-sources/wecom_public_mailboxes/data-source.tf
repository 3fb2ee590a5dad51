data "wecom_public_mailboxes" "all" {}

output "addresses" {
  description = "Every address of every mailbox, aliases as well."
  value       = { for box in data.wecom_public_mailboxes.all.public_mailboxes : box.name => concat([box.email], tolist(box.aliases)) }
}
