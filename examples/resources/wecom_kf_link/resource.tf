resource "wecom_kf_account" "after_sales" {
  name   = "售后服务"
  avatar = { file = "${path.module}/avatar.png" }
}

# A link for the web page; scene tells the account's app where a customer came from.
resource "wecom_kf_link" "website" {
  account_id = wecom_kf_account.after_sales.id
  scene      = "website"
}

output "website" {
  value = "${wecom_kf_link.website.url}&scene_param=${urlencode("page=returns")}"
}
