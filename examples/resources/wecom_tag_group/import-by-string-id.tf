import {
  to = wecom_tag_group.level
  id = "etbHYJDgAAhzZXAmP1QKTBGJ7Wzc5ZhQ"
}
