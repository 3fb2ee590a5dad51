# Who looks after the moments that sales posts.
resource "wecom_moment_rule_group" "sales" {
  name           = "销售"
  admin_user_ids = ["wangfang"]
  department_ids = [4]
  user_ids       = ["liuyang"]

  privileges = {
    manage_moment_cover_and_sign = false
  }
}
