data "wecom_mail_groups" "all" {}

output "addresses" {
  value = { for group in data.wecom_mail_groups.all.mail_groups : group.name => group.id }
}
