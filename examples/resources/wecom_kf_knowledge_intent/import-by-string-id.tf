import {
  to = wecom_kf_knowledge_intent.how_to_return
  id = "kiAAAAAAAAAAAAAAAAAAAAAAAA"
}
