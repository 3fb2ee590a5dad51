# By the intent_id. The data source wecom_kf_knowledge_intents lists the ids.
terraform import wecom_kf_knowledge_intent.how_to_return kiAAAAAAAAAAAAAAAAAAAAAAAA
