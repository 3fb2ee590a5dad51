data "wecom_kf_accounts" "all" {}

# By its id, here that of the first one in the list, where there is one.
data "wecom_kf_account" "first" {
  count = min(1, length(data.wecom_kf_accounts.all.kf_accounts))
  id    = data.wecom_kf_accounts.all.kf_accounts[0].id
}

output "names" {
  value = data.wecom_kf_account.first[*].name
}
