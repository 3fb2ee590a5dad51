resource "wecom_tag_group" "level" {
  name = "合作意向"

  # The key is Terraform's handle for the tag. Keep it when you rename the tag:
  # the id, and the tag on customers, stay.
  tags = {
    high   = { name = "高意向", order = 300 }
    medium = { name = "一般意向", order = 200 }
    none   = { name = "暂无意向", order = 100 }
  }
}
