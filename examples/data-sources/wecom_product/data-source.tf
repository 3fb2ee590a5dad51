data "wecom_products" "all" {}

# By its id, here that of the first one in the list, where there is one.
data "wecom_product" "first" {
  for_each = toset(slice(data.wecom_products.all.products[*].id, 0, min(1, length(data.wecom_products.all.products))))
  id       = each.key
}

output "codes" {
  value = { for id, product in data.wecom_product.first : id => product.code }
}
