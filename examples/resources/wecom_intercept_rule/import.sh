# By rule id. The data source wecom_intercept_rules lists the ids of all rules.
terraform import wecom_intercept_rule.payments 1000001
