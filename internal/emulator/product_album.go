// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"regexp"
	"slices"
	"strconv"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// ProductAlbum is one entry of the product album (商品图册, page 95096). In a seed, an id and a create time that are left
// out are made up, and pictures are any texts.
type ProductAlbum struct {
	ID          string   `json:"product_id"`
	Description string   `json:"description" form:"商品描述|Description"`
	Price       int64    `json:"price" form:"价格（分）|Price (fen)"`
	SN          string   `json:"product_sn,omitempty" form:"商品编码|Product code"`
	Pictures    []string `json:"pictures" form:"图片|Pictures" input:"words"` // the media ids they were uploaded under
	CreateTime  int64    `json:"create_time"`
	// Owner is the name of the app that made it; empty for the console, whose albums apps read and cannot change.
	Owner string `json:"owner,omitempty"`
}

const familyProduct = "product_album"

var productSN = regexp.MustCompile(`^[0-9A-Za-z]{1,128}$`)

func newProducts(st *store) *core.Collection[string, ProductAlbum] {
	return core.NewCollection(&st.Store, core.Rules[string, ProductAlbum]{
		Created: func(p *ProductAlbum) int64 { return p.CreateTime },
		Noun:    "product album", Key: func(p *ProductAlbum) *string { return &p.ID }, Check: st.checkProduct,
		Fresh: func(taken func(string) bool) string { return st.NewID("pA", 20, taken) },
		Most:  func() int { return st.limits.Products }, Full: 41202,
		None: func(_ string, deleted bool) error {
			if deleted && !st.sw.ProductDeleted41075 {
				return core.Fail(41074)
			}
			return core.Fail(41075)
		},
		Taken:   func() error { return core.Fail(41075) },
		Missing: func() error { return st.emptyParameter("product_id") },
		Foreign: func(p *ProductAlbum, app *App) error { return notYours(p.Owner != app.Name, st.sw.ProductForeign48002) },
	})
}

func productRoutes() []core.Route {
	row := externalRow(familyProduct, 95096)
	return []core.Route{
		row("add_product_album", true, post(addProduct)),
		row("get_product_album", false, post(getProduct)),
		row("get_product_album_list", false, post(listProducts), "product_list"),
		row("update_product_album", true, post(updateProduct)),
		row("delete_product_album", true, post(deleteProduct)),
	}
}

type wireProduct struct {
	ID          *string `json:"product_id"` // not in add
	Description *string `json:"description"`
	Price       *int64  `json:"price"`
	SN          *string `json:"product_sn"`
	Attachments []struct {
		Type  *string `json:"type"`
		Image *struct {
			MediaID *string `json:"media_id"`
		} `json:"image"`
	} `json:"attachments"`
}

// checkProduct is what every stored album obeys.
func (st *store) checkProduct(p *ProductAlbum) error {
	if p.CreateTime == 0 {
		p.CreateTime = st.Now().Unix()
	}
	switch n := core.Chars(p.Description); {
	case n == 0 || n > 300:
		return core.Fail(41087)
	case p.Price < 0 || p.Price > 5_000_000:
		return core.Fail(41086)
	case p.SN != "" && !productSN.MatchString(p.SN):
		return core.Fail(41085)
	case len(p.Pictures) == 0:
		return core.Fail(41088)
	case len(p.Pictures) > 9:
		return core.Fail(41064)
	}
	return nil
}

// applyProduct lays what was sent over an album; whole says that the required keys have to be there. Every picture
// needs an id of media/upload_attachment for albums.
func (st *store) applyProduct(p *ProductAlbum, in *wireProduct, whole bool) error {
	switch {
	case whole && in.Description == nil:
		return st.emptyParameter("description")
	case whole && in.Price == nil:
		return st.emptyParameter("price")
	}
	core.Lay(&p.Description, in.Description)
	core.Lay(&p.Price, in.Price)
	if in.SN != nil && (*in.SN != "" || p.SN == "" || st.sw.ProductEmptySN == EmptyClears) {
		p.SN = *in.SN
	} else if in.SN != nil && st.sw.ProductEmptySN == EmptyRefused {
		return core.Fail(41085)
	}
	if in.Attachments != nil && (!st.sw.ProductPicturesAppended || len(in.Attachments) == 0) {
		p.Pictures = nil
	}
	for _, a := range in.Attachments {
		switch {
		case a.Type == nil || *a.Type != "image":
			return core.Fail(41065)
		case a.Image == nil || a.Image.MediaID == nil || *a.Image.MediaID == "":
			return core.Fail(41006)
		}
		if err := st.usablePicture(*a.Image.MediaID, attachAlbum); err != nil {
			return err
		}
		p.Pictures = append(p.Pictures, *a.Image.MediaID)
	}
	return st.checkProduct(p)
}

func addProduct(c *call, in *wireProduct) (any, error) {
	if in.ID != nil {
		c.Report("product_id: unknown key")
	}
	p := ProductAlbum{Owner: c.App.Name}
	if err := c.store.applyProduct(&p, in, true); err != nil {
		return nil, err
	}
	made, err := c.store.products.Add(p)
	if err != nil {
		return nil, err
	}
	return map[string]string{"product_id": made.ID}, nil
}

// wireProduct shows an album; create_time is in get only. Pictures come back under ids that no upload answered.
func (st *store) wireProduct(p *ProductAlbum, withTime bool) *core.Object {
	out, attachments := &core.Object{}, []any{}
	for _, id := range p.Pictures {
		if !st.sw.ProductMediaSame {
			st.reads++
			id = core.Digest("album/"+id+"/"+strconv.FormatInt(st.reads, 10), 43)
		}
		attachments = append(attachments, map[string]any{"type": "image", "image": map[string]string{"media_id": id}})
	}
	if st.sw.ProductPicturesReversed {
		slices.Reverse(attachments)
	}
	price := p.Price
	if st.sw.ProductPriceZero {
		price = 0
	}
	out.Put("product_id", p.ID)
	out.Put("description", p.Description)
	out.Put("price", price)
	if withTime {
		out.Put("create_time", p.CreateTime)
	}
	out.PutText("product_sn", p.SN, st.sw.ProductNoSN)
	out.Put("attachments", attachments)
	return out
}

type wireProductID struct {
	ID *string `json:"product_id"`
}

func getProduct(c *call, in *wireProductID) (any, error) {
	p, err := c.store.products.Sent(in.ID)
	if err != nil {
		return nil, err
	}
	return map[string]any{"product": c.store.wireProduct(p, true)}, nil
}

func listProducts(c *call, in *wireLinkPage) (any, error) {
	st := c.store
	if in.Limit != nil && *in.Limit > 100 {
		in.Limit = nil // "a larger value falls back to the default"
	}
	found, next, err := st.products.Page(in.Limit, in.Cursor, 50, 100, false, func(p *ProductAlbum) bool {
		return st.sw.ProductList == "" || p.Owner == c.App.Name || st.sw.ProductList == ProductListAPI && p.Owner != ""
	})
	if err != nil {
		return nil, err
	}
	rows, out := []*core.Object{}, &core.Object{}
	for _, p := range found {
		rows = append(rows, st.wireProduct(p, false))
	}
	core.PutList(out, &st.Store, "product_list", rows, EmptyShown)
	if next != "" || !st.sw.ProductCursorAbsent {
		out.Put("next_cursor", next)
	}
	return out, nil
}

// updateProduct changes what is sent: "what is not to change may be left out" stands under a table that requires two
// keys.
func updateProduct(c *call, in *wireProduct) (any, error) {
	old, err := c.store.products.Own(in.ID, c.App)
	if err != nil {
		return nil, err
	}
	p := core.Copy(*old)
	if err := c.store.applyProduct(&p, in, c.store.sw.ProductUpdateWhole); err != nil {
		return nil, err
	}
	return nil, c.store.products.Replace(old, p)
}

func deleteProduct(c *call, in *wireProductID) (any, error) {
	return nil, c.store.products.DeleteOwn(in.ID, c.App)
}

// ProductListAPI is the reading of ProductSwitches.ProductList without albums of the console, ProductListOwn that with
// those of the calling app only.
const (
	ProductListAPI = "without_console"
	ProductListOwn = "own"
)

// ProductSwitches are the switches of product-album.md. Its Unknowns have no numbers; they are counted from the top of
// the table. They are part of Switches. Assumed: a key that is required and not there answers as elsewhere, a value out
// of its limits with the code that names it (41085 to 41088, 41064); 41073 only by a fault.
type ProductSwitches struct {
	// ProductPriceZero: get and list show price 0, as seen live in 2021; otherwise the price. Unknown 1.
	ProductPriceZero bool `json:"product_price_zero"`
	// ProductPicturesAppended: attachments in update are added to those there are; otherwise they replace them. Unknown 2.
	ProductPicturesAppended bool `json:"product_pictures_appended"`
	// ProductEmptySN is what product_sn "" does in update: "" EmptyIgnored ("not relied upon"), EmptyClears,
	// EmptyRefused. Unknown 3. For Unknown 4, the number of albums, see Limits.Products.
	ProductEmptySN string `json:"product_empty_sn" readings:"cleared,refused" default:"ignored"`
	// ProductForeign48002: changing an album of another app or of the console answers 48002; otherwise 60011. Unknown 5.
	ProductForeign48002 bool `json:"product_foreign_48002"`
	// ProductPicturesReversed: attachments come back in another order; otherwise as sent. Unknown 6.
	ProductPicturesReversed bool `json:"product_pictures_reversed"`
	// ProductList is what the list holds: "" every album, ProductListAPI, ProductListOwn. Unknown 7, and page, "Who may
	// call": only "what concerns users in its visible range".
	ProductList string `json:"product_list" readings:"without_console,own"`
	// ProductNoSN is how an album without product_sn reads: "" shows "", EmptyAbsent, EmptyNull. Page, "Asymmetries".
	ProductNoSN string `json:"product_no_sn" readings:"absent,null"`
	// ProductMediaSame: attachments come back under the media ids as sent; otherwise under others with each read. Page,
	// "Asymmetries".
	ProductMediaSame bool `json:"product_media_same"`
	// ProductCursorAbsent: the last page of the list has no next_cursor; otherwise "". Page, list.
	ProductCursorAbsent bool `json:"product_cursor_absent"`
	// ProductDeleted41075: a deleted album answers 41075; otherwise 41074. Page, error codes.
	ProductDeleted41075 bool `json:"product_deleted_41075"`
	// ProductUpdateWhole: update needs description and price, as its table says; otherwise what is left out stays, as
	// the note under it says. Page, update.
	ProductUpdateWhole bool `json:"product_update_whole"`
}
