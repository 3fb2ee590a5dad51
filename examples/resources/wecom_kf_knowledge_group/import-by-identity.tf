import {
  to = wecom_kf_knowledge_group.returns
  identity = {
    id = "kgAAAAAAAAAAAAAAAAAAAAAAAA"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
