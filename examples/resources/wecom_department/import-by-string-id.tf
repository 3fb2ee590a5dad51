import {
  to = wecom_department.backend
  id = "37"
}
