# A room of the sales department on the second floor.
resource "wecom_meeting_room" "ningbo" {
  name     = "2F-宁波厅"
  capacity = 12

  location = {
    city     = "上海"
    building = "晨星大厦"
    floor    = "2F"
  }
  equipment = ["tv", "whiteboard", "video"]

  # Who may use it; without both lines the whole company.
  department_ids = [4]

  # Set to true once people book it: a destroy then fails.
  deletion_protection = false
}
