# Here the tag is made in the same configuration; usually it is one of the console
# or of another team, and the data source wecom_contact_tag finds its id by name.
resource "wecom_contact_tag" "drivers" {
  name = "司机"
}

# This team's part of the tag. Whom others put into it is left alone.
resource "wecom_contact_tag_members" "shop" {
  tag_id   = wecom_contact_tag.drivers.id
  user_ids = ["sunli", "zhoujie"]
}
