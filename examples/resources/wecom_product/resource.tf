# A product that members send to customers, with two pictures beside this file.
resource "wecom_product" "tea" {
  description = "龙井，明前，250 克"
  price       = 199.9 # yuan
  code        = "TEA001"

  pictures = [
    { file = "${path.module}/tea.png" },
    { file = "${path.module}/tin.png" },
  ]

  # Set to true once members send it: a destroy then fails.
  deletion_protection = false
}
