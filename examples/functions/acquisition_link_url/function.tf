resource "wecom_acquisition_link" "ads" {
  name     = "投放获客"
  user_ids = ["wangfang"]
}

# One link, one address per channel: customers who come through it carry the channel as `state`.
output "addresses" {
  value = {
    for channel in ["weibo", "douyin", "门店海报"] :
    channel => provider::wecom::acquisition_link_url(wecom_acquisition_link.ads.url, channel)
  }
}
