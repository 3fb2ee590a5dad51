resource "wecom_contact_way" "minimal" {
  type     = "single"
  scene    = "qr_code"
  user_ids = ["wangfang"]
}

resource "wecom_contact_way" "maximal" {
  type                = "multi"
  scene               = "qr_code"
  remark              = "展会海报"
  state               = "expo2026"
  skip_verify         = false
  user_ids            = ["WangFang", "wuqiang"]
  department_ids      = [4]
  is_exclusive        = true
  mark_source         = false
  deletion_protection = true
}

resource "wecom_contact_way" "button" {
  type     = "single"
  scene    = "mini_program"
  style    = 3
  user_ids = ["wuqiang"]
}

# Style and mark_source as WeCom chooses them, departments only.
resource "wecom_contact_way" "departments" {
  type           = "multi"
  scene          = "mini_program"
  department_ids = [4]
}

resource "wecom_contact_way" "session" {
  type              = "single"
  scene             = "qr_code"
  user_ids          = ["wuqiang"]
  temporary_session = {}
}

resource "wecom_contact_way" "session_link" {
  type     = "single"
  scene    = "qr_code"
  user_ids = ["wuqiang"]

  temporary_session = {
    expires_in      = 1209600
    chat_expires_in = 1
    union_id        = "oxTWIuGaIt6gTKsQRLau2M0AAAA"

    closing_message = {
      text = "感谢您的咨询，再见。"
      link = {
        title       = "服务评价"
        description = "请为本次服务打分"
        url         = "https://example.com/feedback"
        picture_url = "https://example.com/feedback.png"
      }
    }
  }
}

resource "wecom_contact_way" "session_image" {
  type     = "single"
  scene    = "qr_code"
  user_ids = ["wuqiang"]

  temporary_session = {
    closing_message = {
      image = {
        media_id = "fixture-image"
      }
    }
  }
}

resource "wecom_contact_way" "session_mini_program" {
  type     = "single"
  scene    = "qr_code"
  user_ids = ["wuqiang"]

  temporary_session = {
    closing_message = {
      mini_program = {
        title            = "服务评价"
        app_id           = "wx8bd80126147df384"
        page             = "/pages/index"
        picture_media_id = "fixture-cover"
      }
    }
  }
}
