data "wecom_acquisition_quota" "this" {}

output "customers_left" {
  value = data.wecom_acquisition_quota.this.balance
}

# Null when nothing is left.
output "next_expiry" {
  value = try(data.wecom_acquisition_quota.this.expiring[0].expires_at, null)
}
