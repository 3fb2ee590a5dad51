# A printed QR code for the sales team: members, departments and texts can
# change behind it, the code stays.
resource "wecom_contact_way" "expo" {
  type           = "multi"
  scene          = "qr_code"
  remark         = "展会海报"
  state          = "expo2026"
  user_ids       = ["wangfang", "wuqiang"]
  department_ids = [4]

  # The code is in print: refuse plans that would destroy it. To destroy it all
  # the same, set this to false and apply first.
  # deletion_protection = true
}

# A button in a mini program that adds one member, who approves each customer.
resource "wecom_contact_way" "advisor" {
  type        = "single"
  scene       = "mini_program"
  style       = 2
  remark      = "小程序顾问"
  skip_verify = false
  user_ids    = ["wangfang"]
}

# A temporary session (medical industry only): the code works once, for a day.
resource "wecom_contact_way" "visit" {
  type     = "single"
  scene    = "qr_code"
  state    = "visit"
  user_ids = ["wuqiang"]

  temporary_session = {
    expires_in      = 86400
    chat_expires_in = 7200

    closing_message = {
      text = "感谢您的咨询，再见。"
      link = {
        title       = "服务评价"
        description = "请为本次服务打分"
        url         = "https://example.com/feedback"
      }
    }
  }
}

output "expo_qr_code" {
  value = wecom_contact_way.expo.qr_code
}
