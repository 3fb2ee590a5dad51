terraform {
  required_version = ">= 1.11" # for mobile_wo and email_wo
  required_providers {
    wecom = {
      source = "terraform-wecom/wecom"
    }
  }
}

provider "wecom" {} # corp and secrets come from the environment

locals {
  # Excel puts an invisible mark (BOM) before the first heading: it goes. So do empty lines.
  department_rows = [
    for row in csvdecode(trimprefix(file("${path.module}/departments.csv"), "\ufeff")) : row
    if join("", values(row)) != ""
  ]
  member_rows = [
    for row in csvdecode(trimprefix(file("${path.module}/members.csv"), "\ufeff")) : row
    if join("", values(row)) != ""
  ]

  # An empty cell is nothing (null), not an empty text.
  departments = {
    for row in local.department_rows : row["部门"] => {
      for heading, cell in row : heading => trimspace(cell) == "" ? null : trimspace(cell)
    }
  }
  members = {
    for row in local.member_rows : row["账号"] => {
      for heading, cell in row : heading => trimspace(cell) == "" ? null : trimspace(cell)
    }
  }

  # Several entries in one cell have a semicolon between them, which may be a Chinese one.
  departments_of = { for id, row in local.members : id => [for path in regexall("[^;；]+", coalesce(row["部门"], ";")) : trimspace(path)] }
  tags_of        = { for id, row in local.members : id => [for tag in regexall("[^;；]+", coalesce(row["标签"], ";")) : trimspace(tag)] }
  tags           = toset(flatten(values(local.tags_of)))
}

resource "wecom_department_tree" "all" {
  departments = jsonencode({
    for path, row in local.departments : path => { for name, cell in { name_en = row["英文名"] } : name => cell if cell != null }
  })
  deletion_protection = true
}

resource "wecom_member" "all" {
  for_each = local.members

  id             = each.key
  name           = each.value["姓名"]
  position       = each.value["职务"]
  department_ids = [for path in local.departments_of[each.key] : wecom_department_tree.all.ids[path]]

  # Sent to WeCom, kept in neither state nor plan.
  mobile_wo             = each.value["手机"]
  email_wo              = each.value["邮箱"]
  personal_data_version = each.value["资料版本"]

  # Who leaves the table can no longer log in. The account stays.
  on_destroy = "disable"

  lifecycle {
    precondition {
      condition     = length(local.departments_of[each.key]) > 0 && alltrue([for path in local.departments_of[each.key] : contains(keys(local.departments), path)])
      error_message = "members.csv: 部门 of ${each.key} is \"${coalesce(each.value["部门"], "empty")}\", which is not in departments.csv."
    }
  }
}

resource "wecom_contact_tag" "all" {
  for_each = local.tags

  name = each.key
}

resource "wecom_contact_tag_members" "all" {
  for_each = local.tags

  tag_id   = wecom_contact_tag.all[each.key].id
  user_ids = [for id, tags in local.tags_of : wecom_member.all[id].id if contains(tags, each.key)]
}
