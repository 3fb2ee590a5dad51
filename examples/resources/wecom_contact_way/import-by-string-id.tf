import {
  to = wecom_contact_way.expo
  id = "5d0c1f7a4e8b42b39a6f00d1e5a3c701"
}
