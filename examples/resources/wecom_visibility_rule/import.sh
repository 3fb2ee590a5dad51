# By the rule id. The data source wecom_visibility_rules lists the ids of all rules.
terraform import wecom_visibility_rule.management 20031
