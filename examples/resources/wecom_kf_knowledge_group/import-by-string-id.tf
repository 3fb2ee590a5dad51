import {
  to = wecom_kf_knowledge_group.returns
  id = "kgAAAAAAAAAAAAAAAAAAAAAAAA"
}
