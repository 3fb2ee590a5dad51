# The same as mock.tftest.hcl with the mocks that come with the provider, for every resource and data source: ids that
# other resources accept. Terraform only; OpenTofu reads no mock files.

mock_provider "wecom" {
  source = "./mocks"
}

variables {
  name     = "杭州直营"
  user_ids = ["wangfang"]
  channels = {
    expo = "展会"
  }
}

run "the_poster_leads_to_the_team" {
  assert {
    condition     = wecom_contact_way.poster["expo"].department_ids == toset([wecom_department.team.id])
    error_message = "Customers of the poster do not reach the team."
  }
}
