# A hint, no proof: WeCom may still refuse a member who is in the list.
data "wecom_follow_users" "all" {}

output "sales_with_customer_contact" {
  description = "Those of a list of members who have the customer contact function."
  value       = setintersection(["wangfang", "zhaolei"], data.wecom_follow_users.all.user_ids)
}
