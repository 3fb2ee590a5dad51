# Anybody of the sales team, without the member's confirmation.
resource "wecom_acquisition_link" "campaign" {
  name           = "春季投放"
  user_ids       = ["wangfang", "wuqiang"]
  department_ids = [4]

  # Set to true once the address is published: a destroy then fails.
  deletion_protection = false
}

# Regular customers reach a member whom they know already.
resource "wecom_acquisition_link" "regulars" {
  name        = "老客户回访"
  user_ids    = ["wangfang", "wuqiang", "huangmin"]
  skip_verify = false

  priority = {
    scope    = "designated"
    user_ids = ["wangfang", "wuqiang"]
  }
}

output "campaign_url" {
  value = wecom_acquisition_link.campaign.url
}
