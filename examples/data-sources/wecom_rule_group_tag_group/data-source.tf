data "wecom_rule_group_tag_groups" "all" {}

# By its id, here that of the first one in the list, where there is one.
data "wecom_rule_group_tag_group" "first" {
  count = min(1, length(data.wecom_rule_group_tag_groups.all.rule_group_tag_groups))
  id    = data.wecom_rule_group_tag_groups.all.rule_group_tag_groups[0].id
}

output "tag_ids" {
  value = [for group in data.wecom_rule_group_tag_group.first : { for name, tag in group.tags : name => tag.id }]
}
