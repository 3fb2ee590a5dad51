resource "wecom_department" "sales" {
  name = "华东销售"
}

resource "wecom_member" "lead" {
  id                       = "zhaomin"
  name                     = "赵敏"
  mobile                   = "+86 13800000001"
  department_ids           = [wecom_department.sales.id]
  leader_of_department_ids = [wecom_department.sales.id]
  position                 = "销售经理"

  # What a destroy does: delete, disable, or forget.
  on_destroy = "delete"
}

resource "wecom_member" "consultant" {
  id               = "qianjin"
  name             = "钱进"
  alias            = "Jin"
  department_ids   = [wecom_department.sales.id]
  direct_leader_id = wecom_member.lead.id
  gender           = "male"

  avatar = {
    file = "${path.module}/avatar.png"
  }

  # The address stands in neither state nor plan.
  # Another version sends it again.
  email_wo              = "qianjin@example.com"
  personal_data_version = 1
}
