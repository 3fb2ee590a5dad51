import {
  to = wecom_group_join_way.shop
  id = "9ad7fa5cdaa6511298498f979c472aaa"
}
