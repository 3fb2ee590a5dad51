data "wecom_contact_tags" "all" {}

output "tag_ids" {
  description = "Tag ids by name, such as for import."
  value       = { for tag in data.wecom_contact_tags.all.contact_tags : tag.name => tag.id }
}
