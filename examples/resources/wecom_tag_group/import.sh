# A tag group is imported by its group id. The data source wecom_tag_group finds
# the id of a name. The imported tags have their names as keys; other keys in the
# configuration are fine as long as the names are the same.
terraform import wecom_tag_group.level etbHYJDgAAhzZXAmP1QKTBGJ7Wzc5ZhQ
