resource "wecom_department_tree" "minimal" {
  departments = jsonencode({
    "华南" = {}
  })
}

resource "wecom_department_tree" "maximal" {
  parent_id           = 5
  exclusive           = true
  deletion_protection = true
  ids_of              = ["一店", "一店/采购\\/物流"]

  departments = jsonencode({
    "一店"                = { name_en = "Store 1", order = 300, id = 3701 }
    "一店/收银"             = { order = 0 }
    "一店/采购\\/物流"        = { moved_from = "二店/采购" }
    "一店/收银/${1 + 1} 号台" = { name_en = "Desk 2", order = 4294967295 }
    "二店"                = {}
  })

  timeouts {
    delete = "90s"
  }
}

# A text that jsonencode would not write, and no ids.
resource "wecom_department_tree" "text" {
  parent_id = 3
  ids_of    = []

  departments = <<-EOT
    {
      "平台": {},
      "平台/存储": { "order": 20 }
    }
  EOT
}
