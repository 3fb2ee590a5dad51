# By the config_id, which WeCom lists nowhere: from an output, or from where the code is filed.
terraform import wecom_group_join_way.shop 9ad7fa5cdaa6511298498f979c472aaa
