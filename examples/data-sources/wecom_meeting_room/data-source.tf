data "wecom_meeting_rooms" "all" {}

# By its id, here that of the first one in the list, where there is one.
data "wecom_meeting_room" "first" {
  count = min(1, length(data.wecom_meeting_rooms.all.meeting_rooms))
  id    = data.wecom_meeting_rooms.all.meeting_rooms[0].id
}

output "seats" {
  value = data.wecom_meeting_room.first[*].capacity
}
