resource "wecom_department" "research" {
  name    = "产品研发"
  name_en = "Product R&D"
}

resource "wecom_department" "backend" {
  name      = "后端"
  parent_id = wecom_department.research.id
  order     = 200

  # A plan that would destroy or replace it fails.
  deletion_protection = false

  timeouts {
    delete = "2m" # members may still be moving out
  }
}
