// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"

// AddProductAlbum adds an album in the console: one without Owner, which apps read and cannot change. It answers the
// id.
func (c *Console) AddProductAlbum(p ProductAlbum) (productID string, err error) {
	err = c.edit(func(st *store) (err error) { productID, err = st.products.ConsoleAdd(p); return err })
	return productID, err
}

// UpdateProductAlbum changes an album in the console, whoever made it.
func (c *Console) UpdateProductAlbum(productID string, change func(*ProductAlbum)) error {
	return c.edit(func(st *store) error { return st.products.ConsoleUpdate(productID, change) })
}

// DeleteProductAlbum deletes an album in the console.
func (c *Console) DeleteProductAlbum(productID string) error {
	return c.edit(func(st *store) error { return st.products.ConsoleDelete(productID) })
}

var productOperations = []core.Operation{
	op("add_product_album", (*Console).AddProductAlbum, "album").In(TabProducts, "新建商品图册|Add product album"),
	op("update_product_album", (*Console).UpdateProductAlbum, "id<product_id", "change").In(TabProducts, "编辑|Edit"),
	op("delete_product_album", (*Console).DeleteProductAlbum, "id<product_id").In(TabProducts, "删除商品图册|Delete product album").AsksFirst(),
}

// TabProducts is the tab of product albums.
const TabProducts = "product-albums"

var productPart = holding(part{routes: productRoutes, operations: productOperations, tab: &Tab{Key: TabProducts, Title: "商品图册|Product albums"}},
	newProducts, func(st *store) **core.Collection[string, ProductAlbum] { return &st.products }, func(c *Corp) *[]ProductAlbum { return &c.ProductAlbums })
