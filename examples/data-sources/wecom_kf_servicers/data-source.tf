data "wecom_kf_accounts" "all" {}

# Of the first account in the list, where there is one.
data "wecom_kf_servicers" "first" {
  count = min(1, length(data.wecom_kf_accounts.all.kf_accounts))
  id    = data.wecom_kf_accounts.all.kf_accounts[0].id
}

output "stopped" {
  description = "Who has stopped receiving customers for now."
  value       = flatten(data.wecom_kf_servicers.first[*].stopped_user_ids)
}
