data "wecom_visibility_rules" "all" {}

# By its id, here that of the first one in the list, where there is one.
data "wecom_visibility_rule" "first" {
  count = min(1, length(data.wecom_visibility_rules.all.visibility_rules))
  id    = data.wecom_visibility_rules.all.visibility_rules[count.index].id
}

output "type" {
  value = one(data.wecom_visibility_rule.first[*].type)
}
