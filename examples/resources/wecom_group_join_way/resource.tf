# A QR code into the customer groups of a shop. The ids are those that this app sees, from the data of the groups.
resource "wecom_group_join_way" "shop" {
  scene    = "qr_code"
  remark   = "上海门店 易拉宝"
  state    = "shop-shanghai"
  chat_ids = ["wrOgQhDgAAexampleShopGroup0001", "wrOgQhDgAAexampleShopGroup0002"]

  # WeCom makes 上海门店3, 上海门店4 and so on when the groups are full.
  auto_create = {
    name_prefix  = "上海门店"
    first_number = 3
  }

  # Set to true once the code is in print: a destroy then fails.
  deletion_protection = false
}

# WeCom lists no join ways: keep the id beside the state.
output "shop_join_way_id" {
  value = wecom_group_join_way.shop.id
}
