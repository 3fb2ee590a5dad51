# The management is hidden from the corp, but not from the sales department.
resource "wecom_visibility_rule" "management" {
  type      = "hide"
  range     = { user_ids = ["chenxing"] }
  whitelist = { department_ids = [4] }

  # A plan that would destroy or replace it fails.
  deletion_protection = false
}

# The shops see their own departments only, but may start conversations.
resource "wecom_visibility_rule" "shops" {
  type        = "own_departments"
  range       = { department_ids = [5] }
  exclude     = { user_ids = ["zhoujie"] }
  conversable = true
}
