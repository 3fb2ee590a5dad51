# By the product id. The data source wecom_products lists the ids.
terraform import wecom_product.tea pAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1
