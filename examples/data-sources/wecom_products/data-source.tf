data "wecom_products" "all" {}

output "prices" {
  description = "The price in yuan of every product by its description."
  value       = { for product in data.wecom_products.all.products : product.description => product.price... }
}
