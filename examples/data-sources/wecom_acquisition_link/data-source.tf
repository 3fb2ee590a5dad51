resource "wecom_acquisition_link" "fair" {
  name     = "家博会"
  user_ids = ["huangmin"]
}

# By its id, for a link that another configuration of the same app made.
data "wecom_acquisition_link" "fair" {
  id = wecom_acquisition_link.fair.id
}

output "fair_url" {
  value = data.wecom_acquisition_link.fair.url
}
