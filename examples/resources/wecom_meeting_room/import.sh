# By the room id. The data source wecom_meeting_rooms lists the ids.
terraform import wecom_meeting_room.ningbo 1
