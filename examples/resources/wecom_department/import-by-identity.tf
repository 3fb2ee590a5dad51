import {
  to = wecom_department.backend
  identity = {
    id = 37
  }
}
