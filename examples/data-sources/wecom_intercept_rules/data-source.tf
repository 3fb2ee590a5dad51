data "wecom_intercept_rules" "all" {}

output "rule_ids" {
  description = "Rule ids by name, such as for import."
  value       = { for r in data.wecom_intercept_rules.all.rules : r.name => r.id }
}
