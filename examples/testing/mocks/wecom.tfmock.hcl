# Made-up values for mock_provider: ids and times that the provider's own checks accept, where a bare mock_provider
# makes every number 0. Written by "make generate" from the schema. Terraform reads the file with
# mock_provider "wecom" { source = "./mocks" }; for OpenTofu, which has no such argument, copy the blocks that are needed.

mock_resource "wecom_acquisition_link" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = "mock-acquisition-link"
    url        = "https://example.com/mock"
  }
}

mock_resource "wecom_app" {
  defaults = {
    home_url = "https://example.com/mock"
    id       = 37
  }
}

mock_resource "wecom_app_chat" {
  defaults = {
    id = "mock-app-chat"
  }
}

mock_resource "wecom_app_menu" {
  defaults = {
    id = 37
  }
}

mock_resource "wecom_calendar" {
  defaults = {
    id = "mock-calendar"
  }
}

mock_resource "wecom_contact_tag" {
  defaults = {
    id = 37
  }
}

mock_resource "wecom_contact_tag_members" {
  defaults = {
    id = 37
  }
}

mock_resource "wecom_contact_way" {
  defaults = {
    id      = "mock-contact-way"
    qr_code = "https://example.com/mock"
    style   = 1
  }
}

mock_resource "wecom_customer_rule_group" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = 37
  }
}

mock_resource "wecom_department" {
  defaults = {
    id        = 37
    order     = 100000000
    parent_id = 1
  }
}

mock_resource "wecom_department_tree" {
  defaults = {
    id        = 37
    parent_id = 1
  }
}

mock_resource "wecom_group_join_way" {
  defaults = {
    id      = "mock-group-join-way"
    qr_code = "https://example.com/mock"
  }
}

mock_resource "wecom_group_welcome_template" {
  defaults = {
    id = "mock-group-welcome-template"
  }
}

mock_resource "wecom_intercept_rule" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = "mock-intercept-rule"
  }
}

mock_resource "wecom_kf_account" {
  defaults = {
    id = "mock-kf-account"
  }
}

mock_resource "wecom_kf_knowledge_group" {
  defaults = {
    id = "mock-kf-knowledge-group"
  }
}

mock_resource "wecom_kf_knowledge_intent" {
  defaults = {
    id = "mock-kf-knowledge-intent"
  }
}

mock_resource "wecom_kf_link" {
  defaults = {
    id  = "mock-kf-link"
    url = "https://example.com/mock"
  }
}

mock_resource "wecom_kf_servicers" {
  defaults = {
    id = "mock-kf-servicers"
  }
}

mock_resource "wecom_meeting_room" {
  defaults = {
    id = 37
  }
}

mock_resource "wecom_member" {
  defaults = {
    main_department_id = 1
  }
}

mock_resource "wecom_moment_rule_group" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = 37
  }
}

mock_resource "wecom_product" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = "mock-product"
  }
}

mock_resource "wecom_public_mailbox" {
  defaults = {
    id = 37
  }
}

mock_resource "wecom_rule_group_tag_group" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = "mock-rule-group-tag-group"
    order      = 100000000
  }
}

mock_resource "wecom_tag_group" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = "mock-tag-group"
    order      = 100000000
  }
}

mock_resource "wecom_visibility_rule" {
  defaults = {
    id = 37
  }
}

mock_resource "wecom_workbench_template" {
  defaults = {
    id = 37
  }
}

mock_data "wecom_acquisition_link" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    url        = "https://example.com/mock"
  }
}

mock_data "wecom_acquisition_quota" {
  defaults = {
    balance = 1
    total   = 1
  }
}

mock_data "wecom_app" {
  defaults = {
    home_url = "https://example.com/mock"
    id       = 37
  }
}

mock_data "wecom_app_menu" {
  defaults = {
    id = 37
  }
}

mock_data "wecom_contact_tag" {
  defaults = {
    id = 37
  }
}

mock_data "wecom_contact_way" {
  defaults = {
    qr_code = "https://example.com/mock"
    style   = 1
  }
}

mock_data "wecom_customer_rule_group" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    parent_id  = 1
  }
}

mock_data "wecom_department" {
  defaults = {
    id        = 37
    order     = 100000000
    parent_id = 1
  }
}

mock_data "wecom_group_join_way" {
  defaults = {
    qr_code = "https://example.com/mock"
  }
}

mock_data "wecom_intercept_rule" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = "mock-intercept-rule"
  }
}

mock_data "wecom_inventory" {
  defaults = {
    share = 1
  }
}

mock_data "wecom_kf_knowledge_group" {
  defaults = {
    id = "mock-kf-knowledge-group"
  }
}

mock_data "wecom_mail_group" {
  defaults = {
    id = "mock-mail-group"
  }
}

mock_data "wecom_meeting_room" {
  defaults = {
    capacity = 1
  }
}

mock_data "wecom_member" {
  defaults = {
    id                 = "mock-member"
    main_department_id = 1
  }
}

mock_data "wecom_moment_rule_group" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    parent_id  = 1
  }
}

mock_data "wecom_product" {
  defaults = {
    created_at    = "2026-01-01T00:00:00Z"
    picture_count = 1
    price         = 1
  }
}

mock_data "wecom_public_mailbox" {
  defaults = {
    id = 37
  }
}

mock_data "wecom_rule_group_tag_group" {
  defaults = {
    created_at    = "2026-01-01T00:00:00Z"
    order         = 100000000
    rule_group_id = 1
  }
}

mock_data "wecom_tag_group" {
  defaults = {
    created_at = "2026-01-01T00:00:00Z"
    id         = "mock-tag-group"
    order      = 100000000
  }
}

mock_data "wecom_workbench_template" {
  defaults = {
    id = 37
  }
}
