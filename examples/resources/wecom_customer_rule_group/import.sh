# By rule group id. The data source wecom_customer_rule_groups lists the ids of this app's groups.
terraform import wecom_customer_rule_group.sales 7
