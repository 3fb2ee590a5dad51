data "wecom_acquisition_links" "all" {}

output "link_urls" {
  description = "The address of every link of this app by its id."
  value       = { for link in data.wecom_acquisition_links.all.links : link.id => link.url }
}
