# A group of questions from which the robot answers.
resource "wecom_kf_knowledge_group" "returns" {
  name = "退换货"

  # Set to true once it is filled: a destroy then fails.
  deletion_protection = false
}
