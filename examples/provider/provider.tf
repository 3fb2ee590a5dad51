terraform {
  required_providers {
    wecom = {
      source = "terraform-wecom/wecom"
    }
  }
}

variable "app_secret" {
  type      = string
  sensitive = true
}

variable "contacts_secret" {
  type      = string
  sensitive = true
}

provider "wecom" {
  corp_id         = "ww0123456789abcdef" # or WECOM_CORP_ID
  secret          = var.app_secret       # or WECOM_SECRET: a self-built app
  contacts_secret = var.contacts_secret  # or WECOM_CONTACTS_SECRET: 通讯录同步
}
