# All questions whose words begin with 怎么, with their answers.
list "wecom_kf_knowledge_intent" "how" {
  provider         = wecom
  include_resource = true

  config {
    question_regex = "^怎么"
  }
}
