# A department is imported by its number. The data source wecom_department
# finds the number of a path such as 研发中心/后端.
terraform import wecom_department.backend 37
