import {
  to = wecom_department_tree.products
  id = "1"
}
