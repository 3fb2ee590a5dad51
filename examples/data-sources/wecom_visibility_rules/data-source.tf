data "wecom_visibility_rules" "all" {}

output "hidden" {
  description = "Members whom a rule hides."
  value       = distinct(flatten([for r in data.wecom_visibility_rules.all.visibility_rules : r.range.user_ids if r.type == "hide"]))
}
