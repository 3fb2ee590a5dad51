# A department tree of three levels and two groups of customer tags.
# Credentials come from WECOM_CORP_ID, WECOM_SECRET and WECOM_CONTACTS_SECRET.

terraform {
  required_providers {
    wecom = {
      source = "terraform-wecom/wecom"
    }
  }
}

provider "wecom" {}

resource "wecom_department" "east" {
  name    = "华东事业部"
  name_en = "East China"
}

resource "wecom_department" "team" {
  for_each = toset(["产品", "门店"])

  name      = each.key
  parent_id = wecom_department.east.id
}

resource "wecom_department" "store" {
  for_each = {
    hangzhou = "杭州门店"
    nanjing  = "南京门店"
  }

  name      = each.value
  parent_id = wecom_department.team["门店"].id
}

resource "wecom_tag_group" "source" {
  name = "客户来源"

  # The key is Terraform's handle: keep it when you rename the tag.
  tags = {
    expo     = { name = "展会" }
    referral = { name = "老客户介绍" }
    ad       = { name = "广告投放" }
  }
}

resource "wecom_tag_group" "stage" {
  name = "跟进阶段"

  tags = {
    first  = { name = "初次接触", order = 300 }
    quoted = { name = "已报价", order = 200 }
    won    = { name = "已成交", order = 100 }
  }
}

# A QR code to print. Editing it later keeps the code.
resource "wecom_contact_way" "expo" {
  type     = "multi"
  scene    = "qr_code"
  remark   = "展会易拉宝"
  state    = "expo-2026"
  user_ids = ["wangfang", "wuqiang"]
}

# A link to publish. Editing it later keeps the address.
resource "wecom_acquisition_link" "website" {
  name     = "官网咨询"
  user_ids = ["wangfang", "huangmin"]
}

resource "wecom_intercept_rule" "payments" {
  name           = "禁止引导转账"
  words          = ["支付宝转账", "收款码"]
  semantics      = ["red_packet"]
  action         = "block"
  department_ids = [wecom_department.east.id]
}
