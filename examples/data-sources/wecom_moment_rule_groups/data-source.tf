data "wecom_moment_rule_groups" "all" {}

output "group_ids" {
  description = "Rule group ids by name, such as for import."
  value       = { for g in data.wecom_moment_rule_groups.all.moment_rule_groups : g.name => g.id... }
}
