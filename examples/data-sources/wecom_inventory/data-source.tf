resource "wecom_department" "live" {
  name = "直播部"
}

resource "wecom_tag_group" "source" {
  name = "来源渠道"
  tags = { expo = { name = "展会" } }
}

# With for_each: [for d in wecom_department.all : d.id]; of a tree: values(wecom_department_tree.rd.ids).
data "wecom_inventory" "this" {
  kinds = ["department", "tag_group"]
  managed = {
    department = [wecom_department.live.id]
    tag_group  = [wecom_tag_group.source.id]
  }
  # One KIND:PATTERN each, as in .wecomignore.
  ignore = [
    "department:销售部/**",
    "tag_group:客户等级",
  ]
}

# Top level, next to the data source: a failed check warns, and never stops an apply.
check "nothing_unmanaged" {
  assert {
    condition     = length(data.wecom_inventory.this.unmanaged.department) == 0
    error_message = "Declared nowhere: ${join(", ", data.wecom_inventory.this.unmanaged.department[*].name)}."
  }
}

output "managed_share" {
  value = data.wecom_inventory.this.share
}
