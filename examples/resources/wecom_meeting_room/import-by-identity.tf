import {
  to = wecom_meeting_room.ningbo
  identity = {
    id = 1
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
