import {
  to = wecom_tag_group.level
  identity = {
    id = "etbHYJDgAAhzZXAmP1QKTBGJ7Wzc5ZhQ"
  }
}
