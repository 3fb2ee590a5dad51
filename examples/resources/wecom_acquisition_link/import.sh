# By the link id, with the secret of the app that made the link. The data source wecom_acquisition_links lists the ids.
terraform import wecom_acquisition_link.campaign cawcde5dbdafdfdaf98baf
