resource "wecom_acquisition_link" "app" {
  name     = "应用内获客"
  user_ids = ["wangfang"]
}

# Opens WeChat at the member's card from an app or a web page.
output "scheme" {
  value = provider::wecom::acquisition_link_scheme(
    provider::wecom::acquisition_link_url(wecom_acquisition_link.app.url, "app")
  )
}
