resource "wecom_department" "minimal" {
  name = "门店运营"
}

resource "wecom_department" "maximal" {
  id                  = 4000
  name                = "Ｂ２Ｂ 渠道"
  name_en             = "Channels"
  parent_id           = wecom_department.minimal.id
  order               = 4294967295
  deletion_protection = true

  timeouts {
    delete = "90s"
  }
}

# The lowest order is a value, too.
resource "wecom_department" "last" {
  name      = "归档"
  parent_id = wecom_department.minimal.id
  order     = 0
}

# One that the corp had before, with a leader.
import {
  to = wecom_department.imported
  id = "2"
}

resource "wecom_department" "imported" {
  name = "研发中心"
}

# The corp itself.
import {
  to = wecom_department.root
  id = "1"
}

resource "wecom_department" "root" {
  name = "晨星家居"
}
