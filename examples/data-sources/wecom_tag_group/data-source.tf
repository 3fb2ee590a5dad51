# Every new corp has this group; groups of the console can be read, not changed.
data "wecom_tag_group" "level" {
  name = "客户等级"
}

output "core_customer_tag_id" {
  value = data.wecom_tag_group.level.tags["核心"].id
}
