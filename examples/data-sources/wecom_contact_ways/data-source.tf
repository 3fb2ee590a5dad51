# Those made in 2026: one call for the ids and one for each contact way.
data "wecom_contact_ways" "this_year" {
  created_from = "2026-01-01T00:00:00+08:00"
}

# The QR code of each channel mark.
output "qr_codes" {
  value = {
    for way in data.wecom_contact_ways.this_year.contact_ways :
    way.state => way.qr_code... if way.state != null
  }
}
