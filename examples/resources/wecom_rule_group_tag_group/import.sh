# By group id. The data source wecom_rule_group_tag_groups lists the ids of this app's groups.
terraform import wecom_rule_group_tag_group.interest etJ7wNrQAAexampleInterest00000
