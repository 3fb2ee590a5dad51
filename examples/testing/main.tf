# A sales team: its department, the tags that tell where its customers come from, and one printed QR code per channel.

terraform {
  required_providers {
    wecom = {
      source = "terraform-wecom/wecom"
    }
  }
}

variable "name" {
  description = "Name of the team, and of its department."
  type        = string

  validation {
    condition     = !strcontains(var.name, "/")
    error_message = "A slash in the name would make the path of the department ambiguous."
  }
}

variable "user_ids" {
  description = "Members who answer customers."
  type        = set(string)
}

variable "channels" {
  description = "Where customers come from: a stable key, and the name that members see."
  type        = map(string)
}

resource "wecom_department" "team" {
  name = var.name
}

resource "wecom_tag_group" "source" {
  name = "${var.name}来源"
  tags = { for key, name in var.channels : key => { name = name } }
}

resource "wecom_contact_way" "poster" {
  for_each = var.channels

  type           = "multi"
  scene          = "qr_code"
  remark         = "${each.value}海报"
  state          = each.key
  user_ids       = var.user_ids
  department_ids = [wecom_department.team.id]
}

output "department_id" {
  value = wecom_department.team.id
}

output "published" {
  description = "What is in print and what customers carry: no change may give it another value."
  value = merge(
    { for key, tag in wecom_tag_group.source.tags : "tag ${key}" => tag.id },
    { for key, way in wecom_contact_way.poster : "qr_code ${key}" => way.qr_code },
  )
}
