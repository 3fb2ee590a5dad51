resource "wecom_acquisition_link" "minimal" {
  name     = "官网"
  user_ids = ["wangfang"]
}

resource "wecom_acquisition_link" "maximal" {
  name                = "老客户回访"
  user_ids            = ["WangFang", "wuqiang", "huangmin"]
  department_ids      = [4]
  skip_verify         = false
  mark_source         = false
  deletion_protection = true

  priority = {
    scope    = "designated"
    user_ids = ["wangfang", "wuqiang"]
  }
}

resource "wecom_acquisition_link" "corp" {
  name           = "全员"
  department_ids = [4, 5]

  priority = {
    scope = "corp"
  }
}
