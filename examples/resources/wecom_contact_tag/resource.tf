# Whoever is on call, and a whole department.
resource "wecom_contact_tag" "on_call" {
  name           = "值班"
  user_ids       = ["liuyang", "zhaolei"]
  department_ids = [5]

  # A plan that would destroy or replace it fails.
  deletion_protection = false
}

# A tag whose members are managed elsewhere, such as in the console.
resource "wecom_contact_tag" "pilots" {
  name = "试点"
}
