resource "wecom_tag_group" "minimal" {
  name = "来源"
  tags = {
    "展会" = {}
  }
}

resource "wecom_tag_group" "maximal" {
  name                = "合作意向 😀"
  order               = 4294967295
  exclusive           = false
  deletion_protection = true

  tags = {
    high              = { name = "高意向", order = 300 }
    none              = { name = "暂无意向", order = 0 }
    "with ${"blank"}" = { name = "$${x}" }
  }
}
