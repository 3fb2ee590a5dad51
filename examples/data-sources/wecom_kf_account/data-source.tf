data "wecom_kf_accounts" "all" {}

# By its id, here that of the first one in the list, where there is one.
data "wecom_kf_account" "first" {
  for_each = toset(slice(data.wecom_kf_accounts.all.kf_accounts[*].id, 0, min(1, length(data.wecom_kf_accounts.all.kf_accounts))))
  id       = each.key
}

output "names" {
  value = { for id, account in data.wecom_kf_account.first : id => account.name }
}
