# Sales and all its sub-departments, and one member of another department, must
# not discuss private payments with customers.
resource "wecom_intercept_rule" "payments" {
  name   = "禁止场外交易"
  action = "block"
  words  = ["支付宝转账", "线下付款", "返点"]

  # Red packets match without any word.
  semantics = ["red_packet"]

  department_ids = [4]
  user_ids       = ["zhaolei"]
}
