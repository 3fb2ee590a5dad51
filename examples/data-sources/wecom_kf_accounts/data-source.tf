data "wecom_kf_accounts" "all" {}

output "not_ours" {
  description = "Accounts that this app may not change: hand them to it in the console (微信客服 → 通过API管理微信客服账号)."
  value       = [for account in data.wecom_kf_accounts.all.kf_accounts : account.name if account.manageable == false]
}
