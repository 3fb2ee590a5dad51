# The ids of welcome messages made elsewhere; WeCom lists none.
variable "welcome_ids" {
  type    = set(string)
  default = []
}

data "wecom_group_welcome_template" "made" {
  for_each = var.welcome_ids
  id       = each.key
}

output "texts" {
  value = { for id, message in data.wecom_group_welcome_template.made : id => message.text }
}
