# The token exists only while Terraform runs.
ephemeral "wecom_access_token" "app" {
  credential = "secret"
}

# For what the provider does not manage: your own script gets the token in its
# environment, and nothing of it is stored.
resource "terraform_data" "menu" {
  triggers_replace = "1"

  provisioner "local-exec" {
    command = "test -n \"$WECOM_ACCESS_TOKEN\" && echo call your own script here"
    environment = {
      WECOM_ACCESS_TOKEN = ephemeral.wecom_access_token.app.access_token
    }
  }
}
