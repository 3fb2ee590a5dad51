# Keeps a value of one run for a later one: OpenTofu knows the outputs of the last run of each module only.

# OpenTofu hands the provider block of the test to every module of it, which then has to know where it comes from.
terraform {
  required_providers {
    wecom = {
      source = "terraform-wecom/wecom"
    }
  }
}

variable "value" {
  type = map(string)
}

output "value" {
  value = var.value
}
