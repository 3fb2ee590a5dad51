import {
  to = wecom_acquisition_link.campaign
  id = "cawcde5dbdafdfdaf98baf"
}
