resource "wecom_intercept_rule" "minimal" {
  name     = "提醒"
  words    = ["返点"]
  action   = "warn"
  user_ids = ["wangfang"]
}

resource "wecom_intercept_rule" "maximal" {
  name                = "禁止场外交易"
  words               = ["支付宝转账", "线下付款", "VX"]
  action              = "block"
  semantics           = ["phone_number", "email", "red_packet"]
  user_ids            = ["ZhaoLei", "wangfang"]
  department_ids      = [4, 2]
  deletion_protection = true
}

resource "wecom_intercept_rule" "departments" {
  name           = "部门"
  words          = ["刷单"]
  action         = "block"
  department_ids = [5]
}
