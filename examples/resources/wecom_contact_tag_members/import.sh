# By the id of the tag. The data source wecom_contact_tags lists the ids of all tags.
terraform import wecom_contact_tag_members.shop 12
