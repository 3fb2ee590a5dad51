# A tree is imported by the number of the department that it hangs below, 1 for
# the whole corp. Everything below it is then in the state; what the
# configuration does not declare is left alone unless exclusive = true.
terraform import wecom_department_tree.products 1
