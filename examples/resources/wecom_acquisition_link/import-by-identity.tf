import {
  to = wecom_acquisition_link.campaign
  identity = {
    id = "cawcde5dbdafdfdaf98baf"
    # corp_id is optional; when given, it must be that of the provider block.
  }
}
