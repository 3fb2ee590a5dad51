data "wecom_mail_groups" "all" {}

# By its address, here that of the first one in the list, where there is one. By name: name = "上海门店".
data "wecom_mail_group" "first" {
  count = min(1, length(data.wecom_mail_groups.all.mail_groups))
  id    = data.wecom_mail_groups.all.mail_groups[0].id
}

output "members" {
  value = data.wecom_mail_group.first[*].emails
}
