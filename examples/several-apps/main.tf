terraform {
  required_providers {
    wecom = {
      source = "terraform-wecom/wecom"
    }
  }
}

variable "corp_id" {
  type = string
}

variable "assistant_secret" {
  type      = string
  sensitive = true
}

variable "crm_secret" {
  type      = string
  sensitive = true
}

provider "wecom" {
  alias   = "assistant"
  corp_id = var.corp_id
  secret  = var.assistant_secret
}

provider "wecom" {
  alias   = "crm"
  corp_id = var.corp_id
  secret  = var.crm_secret
}

resource "wecom_app" "assistant" {
  provider    = wecom.assistant
  name        = "晨星助手"
  description = "晨星家居的员工自助平台"
}

resource "wecom_app_menu" "assistant" {
  provider = wecom.assistant
  buttons = [
    { name = "公告", view = { url = "https://app.example.com/news" } },
    { name = "帮助", click = { key = "help" } },
  ]
}

resource "wecom_app" "crm" {
  provider = wecom.crm
  home_url = "https://crm.example.com/"
}

resource "wecom_app_menu" "crm" {
  provider = wecom.crm
  buttons = [
    {
      name = "客户"
      buttons = [
        { name = "我的客户", view = { url = "https://crm.example.com/mine" } },
        { name = "扫码录入", scan_wait = { key = "scan" } },
      ]
    },
  ]
}
