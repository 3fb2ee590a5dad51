# A welcome message that members choose for their customer groups, with a picture beside this file.
resource "wecom_group_welcome_template" "shop" {
  text = "%NICKNAME%，欢迎加入上海门店的客户群！"

  image = {
    file = "${path.module}/welcome.png"
  }

  # true tells the members of it, once, when it is made.
  notify_members = false

  # Set to true once groups use it: a destroy then fails.
  deletion_protection = false
}

# WeCom lists no templates: keep the id beside the state.
output "shop_welcome_id" {
  value = wecom_group_welcome_template.shop.id
}
