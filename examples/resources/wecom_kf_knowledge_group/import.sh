# By the group id. The data source wecom_kf_knowledge_groups lists the ids.
terraform import wecom_kf_knowledge_group.returns kgAAAAAAAAAAAAAAAAAAAAAAAA
