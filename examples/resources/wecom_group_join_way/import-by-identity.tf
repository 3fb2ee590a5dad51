import {
  to = wecom_group_join_way.shop
  identity = {
    id = "9ad7fa5cdaa6511298498f979c472aaa"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
