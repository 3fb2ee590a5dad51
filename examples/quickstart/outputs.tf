output "department_ids" {
  description = "Ids of the departments, for contact ways and for other systems."
  value = merge(
    { (wecom_department.east.name) = wecom_department.east.id },
    { for name, team in wecom_department.team : name => team.id },
    { for store in wecom_department.store : store.name => store.id },
  )
}

output "tag_ids" {
  description = "Ids of the customer tags by group and key."
  value = {
    for group in [wecom_tag_group.source, wecom_tag_group.stage] :
    group.name => { for key, tag in group.tags : key => tag.id }
  }
}
