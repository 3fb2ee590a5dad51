# Compares values of two runs: OpenTofu has no run.<name> in assertions. A module of its own, beside remember: OpenTofu
# destroys nothing, and says so nowhere, when the last run of the test names a run whose outputs it has dropped.

terraform {
  required_providers {
    wecom = {
      source = "terraform-wecom/wecom"
    }
  }
}

variable "before" {
  type = map(string)
}

variable "after" {
  type = map(string)
}

output "same" {
  value = var.before == var.after
}
