import {
  to = wecom_department_tree.products
  identity = {
    id = 1
  }
}
