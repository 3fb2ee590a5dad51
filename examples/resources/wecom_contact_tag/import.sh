# By the tag id. The data source wecom_contact_tags lists the ids of all tags.
terraform import wecom_contact_tag.on_call 12
