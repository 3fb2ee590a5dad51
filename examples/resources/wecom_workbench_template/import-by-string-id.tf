import {
  to = wecom_workbench_template.assistant
  id = "1000002"
}
