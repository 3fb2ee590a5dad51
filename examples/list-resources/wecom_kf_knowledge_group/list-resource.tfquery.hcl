# All groups of the knowledge base.
list "wecom_kf_knowledge_group" "all" {
  provider         = wecom
  include_resource = true
}
