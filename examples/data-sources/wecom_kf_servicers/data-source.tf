data "wecom_kf_accounts" "all" {}

# Of the first account in the list, where there is one.
data "wecom_kf_servicers" "first" {
  for_each = toset(slice(data.wecom_kf_accounts.all.kf_accounts[*].id, 0, min(1, length(data.wecom_kf_accounts.all.kf_accounts))))
  id       = each.key
}

output "stopped" {
  description = "Who has stopped receiving customers for now."
  value       = { for id, servicers in data.wecom_kf_servicers.first : id => servicers.stopped_user_ids }
}
