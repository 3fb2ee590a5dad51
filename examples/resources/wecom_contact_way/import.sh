# The id is the config_id that WeCom answered when the contact way was made.
terraform import wecom_contact_way.expo 5d0c1f7a4e8b42b39a6f00d1e5a3c701
