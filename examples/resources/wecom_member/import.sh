# A member is imported by the userid, which 通讯录 shows as 账号.
terraform import wecom_member.lead zhaomin
