resource "wecom_workbench_template" "assistant" {
  list = { items = [{ title = "新品到店" }] }
}

# The template of the app behind `secret`.
data "wecom_workbench_template" "this" {
  depends_on = [wecom_workbench_template.assistant]
}

output "titles" {
  value = data.wecom_workbench_template.this.list.items[*].title
}
