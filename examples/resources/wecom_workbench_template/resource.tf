# Figures on the workbench in place of the icon of the app behind `secret`.
resource "wecom_workbench_template" "assistant" {
  key_data = {
    items = [
      { key = "待审批", data = "2", jump_url = "https://app.example.com/approvals" },
      { key = "今日订单", data = "18" },
    ]
  }
}
