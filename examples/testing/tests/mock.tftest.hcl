# Checks what the module makes of its variables, with no corp at all: nothing is sent, values that WeCom would choose are
# made up. It says nothing about what WeCom accepts; emulator.tftest.hcl does.

mock_provider "wecom" {
  mock_resource "wecom_department" {
    defaults = {
      id    = 37
      order = 100000000
    }
  }

  mock_resource "wecom_tag_group" {
    defaults = {
      id         = "etMockTagGroup"
      order      = 0
      created_at = "2026-01-01T00:00:00Z"
    }
  }

  mock_resource "wecom_contact_way" {
    defaults = {
      id      = "mock-config-id"
      qr_code = "https://wework.qpic.cn/mock"
    }
  }
}

variables {
  name     = "杭州直营"
  user_ids = ["wangfang"]
  channels = {
    expo = "展会"
    shop = "门店"
  }
}

run "each_channel_has_a_poster" {
  assert {
    condition     = { for key, way in wecom_contact_way.poster : key => way.remark } == { expo = "展会海报", shop = "门店海报" }
    error_message = "The posters are not those of the channels."
  }

  assert {
    condition     = alltrue([for way in wecom_contact_way.poster : way.department_ids == toset([37])])
    error_message = "Customers of a poster do not reach the team."
  }
}

run "no_channel_no_poster" {
  command = plan

  variables {
    channels = {
      web = "官网"
    }
  }

  assert {
    condition     = keys(wecom_contact_way.poster) == ["web"]
    error_message = "A poster is left that nobody declared."
  }
}
