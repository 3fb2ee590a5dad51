import {
  to = wecom_meeting_room.ningbo
  id = "1"
}
