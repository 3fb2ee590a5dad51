data "wecom_meeting_rooms" "all" {}

output "with_video" {
  description = "Rooms with video conferencing, by their seats."
  value       = { for room in data.wecom_meeting_rooms.all.meeting_rooms : room.name => room.capacity... if contains(room.equipment, "video") }
}
