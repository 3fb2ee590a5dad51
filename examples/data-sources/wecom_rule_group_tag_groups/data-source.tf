data "wecom_rule_group_tag_groups" "all" {}

output "tags" {
  description = "The names of the tags by rule group and group."
  value       = { for g in data.wecom_rule_group_tag_groups.all.rule_group_tag_groups : "${g.rule_group_id}/${g.name}" => keys(g.tags) }
}
