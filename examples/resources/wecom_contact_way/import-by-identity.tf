import {
  to = wecom_contact_way.expo
  identity = {
    id = "5d0c1f7a4e8b42b39a6f00d1e5a3c701"
    # corp_id = "ww..." # optional; must be that of the provider block
  }
}
