data "wecom_contact_tags" "all" {}

# By its id, here that of the first one in the list, where there is one. By name: name = "值班".
data "wecom_contact_tag" "first" {
  for_each = toset([for tag in slice(data.wecom_contact_tags.all.contact_tags, 0, min(1, length(data.wecom_contact_tags.all.contact_tags))) : tostring(tag.id)])
  id       = tonumber(each.key)
}

output "members" {
  value = { for id, tag in data.wecom_contact_tag.first : tag.name => tag.user_ids }
}
