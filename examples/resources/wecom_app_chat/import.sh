# By the chat id. WeCom lists no chats: whoever made one knows its id.
terraform import wecom_app_chat.project chatProject1
