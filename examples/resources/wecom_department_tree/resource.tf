# The id is needed only where a department must keep, or take over, a number.
resource "wecom_department_tree" "products" {
  parent_id = 1
  departments = jsonencode({
    "智能家居"       = { name_en = "Smart Home", order = 100 }
    "智能家居/硬件"    = {}
    "智能家居/硬件/传感器" = { id = 3701 }
    "智能家居/软件"    = {}
    "智能家居/软件/云平台" = {}

    # Was under 智能家居/硬件. Everything below it comes along, ids and members stay.
    "智能家居/软件/固件" = { moved_from = "智能家居/硬件/固件" }

    # The "/" belongs to the name of this department: 采购/物流.
    "智能家居/采购\\/物流" = {}
  })

  timeouts {
    delete = "2m" # members may still be moving out
  }
}

# A team of the tree, elsewhere. The id is known in every plan that does not
# create that very department.
output "cloud_department_id" {
  value = wecom_department_tree.products.ids["智能家居/软件/云平台"]
}
