# The ids of join ways made elsewhere with this app's secret; WeCom lists none.
variable "join_way_ids" {
  type    = set(string)
  default = []
}

data "wecom_group_join_way" "made" {
  for_each = var.join_way_ids
  id       = each.key
}

output "codes" {
  value = { for id, way in data.wecom_group_join_way.made : id => way.qr_code }
}
