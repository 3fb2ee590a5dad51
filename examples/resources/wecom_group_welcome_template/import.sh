# By the template_id, which WeCom lists nowhere: from an output, or from where it was made.
terraform import wecom_group_welcome_template.shop msgXXXXXX
