data "wecom_tag_groups" "all" {}

output "tag_ids" {
  description = "Every tag id by group and tag name."
  value = {
    for g in data.wecom_tag_groups.all.groups : g.name => { for name, tag in g.tags : name => tag.id }
  }
}
