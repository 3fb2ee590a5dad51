import {
  to = wecom_kf_knowledge_intent.how_to_return
  identity = {
    id = "kiAAAAAAAAAAAAAAAAAAAAAAAA"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
