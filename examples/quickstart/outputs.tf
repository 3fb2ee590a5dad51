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

output "expo_qr_code" {
  description = "Address of the picture of the QR code."
  value       = wecom_contact_way.expo.qr_code
}

output "website_link" {
  description = "The link to publish; the function acquisition_link_url adds a channel to it."
  value       = wecom_acquisition_link.website.url
}

output "website_link_newsletter" {
  description = "The same link, counted as coming from the newsletter."
  value       = provider::wecom::acquisition_link_url(wecom_acquisition_link.website.url, "newsletter")
}
