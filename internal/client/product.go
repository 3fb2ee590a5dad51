// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// productMeans: 41074 was deleted, 41075 is unknown. What an album of another app is refused with is not known.
var productMeans = map[int]error{41074: ErrNotFound, 41075: ErrNotFound}

var (
	productAdd    = core.Declare(Endpoint{Path: "externalcontact/add_product_album", Page: 95096, Write: true, Once: true})
	productGet    = core.Declare(Endpoint{Path: "externalcontact/get_product_album", Page: 95096, Means: productMeans})
	productList   = core.Declare(Endpoint{Path: "externalcontact/get_product_album_list", Page: 95096})
	productUpdate = core.Declare(Endpoint{Path: "externalcontact/update_product_album", Page: 95096, Write: true, Means: productMeans})
	productDelete = core.Declare(Endpoint{Path: "externalcontact/delete_product_album", Page: 95096, Write: true, Means: productMeans})
)

// ProductService reads and writes the product album (商品图册, doc 95096) with the app secret. An app reads all albums of
// the corp and changes its own.
type ProductService struct {
	service
	set *core.Set[Product]
}

func newProducts(at service) *ProductService {
	s := &ProductService{service: at}
	s.set = core.NewSet(core.Set[Product]{
		C: at.c.engine, Kind: "product", IDKey: "product_id", Read: productGet, Make: productAdd, Change: productUpdate, Remove: productDelete,
		List: productList, Entries: "product_list", Limit: 100, One: s.get,
		// The list leaves out what does not concern the visible range, so it proves nothing; get shows whatever exists.
		Refused: func(ctx context.Context, id string, err error, call core.Call) error {
			if code := core.CodeOf(err); call != core.Reading && (code == 60011 || code == 48002) {
				if _, e := s.get(ctx, id); e == nil {
					return core.AsKind(err, ErrNotOwned) // assumed: the page names no code for it
				}
			}
			return err
		},
	})
	return s
}

// Product is one album as WeCom shows it, or as it is made: 1 to 9 pictures.
type Product struct {
	ID          string           `json:"product_id,omitempty"`
	Description string           `json:"description"`          // 1 to 300 characters
	Price       int64            `json:"price"`                // fen, up to 5,000,000; has been seen to read as 0
	SN          string           `json:"product_sn,omitempty"` // up to 128 digits and letters
	Pictures    []ProductPicture `json:"attachments"`
	CreateTime  int64            `json:"create_time,omitempty"` // Unix seconds
}

// ProductPicture is written by an id of MediaService.Attach and read by another one: never compare them.
type ProductPicture struct {
	Type  string `json:"type"` // image
	Image struct {
		MediaID string `json:"media_id"`
	} `json:"image"`
	// Content is the digest of the file that was uploaded for this call; "" where none was. It is never sent.
	Content string `json:"-"`
}

// UpdateProductRequest is the body of update_product_album; nil means unchanged, and Pictures replace the former ones.
type UpdateProductRequest struct {
	ID          string           `json:"product_id"`
	Description *string          `json:"description,omitempty"`
	Price       *int64           `json:"price,omitempty"`
	SN          *string          `json:"product_sn,omitempty"`
	Pictures    []ProductPicture `json:"attachments,omitempty"`
}

type productAnswer struct {
	Product Product `json:"product"`
}

func (a *productAnswer) Check(bool) error { return core.Need(a.Product.Description != "", "product") }

// Check refuses an answer to add_product_album that does not name the album.
func (in *Product) Check(bool) error { return core.Need(in.ID != "", "product_id") }

// Get reads one album, whoever made it (doc 95096, get_product_album).
func (s *ProductService) Get(ctx context.Context, id string) (*Product, error) {
	return s.set.Get(ctx, id)
}

func (s *ProductService) get(ctx context.Context, id string) (*Product, error) {
	var out productAnswer
	_, err := s.c.Do(ctx, core.Request{Endpoint: productGet, Body: map[string]string{"product_id": id}, Out: &out})
	out.Product.ID = id
	return &out.Product, err
}

// Each yields the ids of the albums that concern the visible range of the app, as the pages arrive (doc 95096,
// get_product_album_list). An error is the last thing it yields.
func (s *ProductService) Each(ctx context.Context) iter.Seq2[string, error] {
	return s.set.Each(ctx)
}

// Create makes an album and returns its id (doc 95096, add_product_album). When the answer is lost it looks among the
// albums made since; see core.Making.
func (s *ProductService) Create(ctx context.Context, in *Product) (string, error) {
	if in.Description == "" || len(in.Pictures) == 0 {
		return "", errors.New(productAdd.Path + ": the description is empty, or no picture is given")
	}
	_, id, err := s.set.Create(ctx, core.Making[Product]{
		Sought: fmt.Sprintf("a product (商品图册) described as %q", in.Description), Turn: "product\x00" + in.Description + "\x00" + in.SN,
		Body: in.noted(), Absent: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (out Product, id string, err error) {
			_, err = s.c.Do(ctx, core.Request{Endpoint: productAdd, Body: in, Out: &out, Note: n})
			return out, out.ID, err
		},
		Look: s.set.Match(nil, func(p *Product, w *core.Search) bool { return w.Within(p.CreateTime) && in.made(p) }),
	})
	return id, err
}

// noted is what the journal knows a create by. Every run uploads its files again and gets other ids for them, so their
// content takes the place of the ids: else what a killed run made would be nobody's, and be made twice.
func (in *Product) noted() *Product {
	out := *in
	out.Pictures = slices.Clone(in.Pictures)
	for i := range out.Pictures {
		if p := &out.Pictures[i]; p.Content != "" {
			p.Image.MediaID = p.Content
		}
	}
	return &out
}

// made tells whether p is what in asks for, in what WeCom shows for certain.
func (in *Product) made(p *Product) bool {
	return p.Description == in.Description && (p.Price == in.Price || p.Price == 0) && p.SN == in.SN && len(p.Pictures) == len(in.Pictures)
}

// Update changes the given fields of an album of this app (doc 95096, update_product_album); one that another app or
// the console made is ErrNotOwned.
func (s *ProductService) Update(ctx context.Context, in *UpdateProductRequest) error {
	return s.set.Update(ctx, in.ID, in, core.Writing)
}

// Delete removes an album of this app (doc 95096, delete_product_album).
func (s *ProductService) Delete(ctx context.Context, id string) error { return s.set.Delete(ctx, id) }

// Made tells the client that the state holds an album which an earlier process made; see core.Set.
func (s *ProductService) Made(id string, at time.Time) { s.set.Made(id, at) }

// toldProducts is what errcodes of product albums mean.
var toldProducts = topic{title: "Product album", codes: map[int]told{
	41064: {"The product has too many pictures.", "Give at most 9 pictures.", "", "Only a deployment with other limits: the page says 9."},
	41065: {"An attachment of the product is no picture.", "Give JPG or PNG pictures.", "", "A product takes pictures only; videos and files are for other objects."},
	41073: {"The product's description is not acceptable.", "Choose another description of at most 300 characters.", "", "A text looks like spam to WeCom, or holds characters that it does not take."},
	41074: {"The product has been deleted.", "Remove it from the state, or make it anew.", "", "The product was deleted in the console or by another program."},
	41075: {"There is no product of this id.", "Correct the id.", "", "The product was deleted long ago, or its id is misspelt."},
	41085: {"The product's number is not valid.", "Use at most 128 bytes of digits and letters.", "", "A number that came from elsewhere: the page allows digits and letters only."},
	41086: {"The product's price is not valid.", "Give a price of at most 50,000 yuan.", "", "A price below 0 or above 5,000,000 fen."},
	41087: {"The product's description is not valid.", "Choose a description of at most 300 characters.", "", "A description that is empty or has more than 300 characters."},
	41088: {"The product has no picture.", "Give 1 to 9 pictures.", "", "An update that names pictures names all of them."},
	41202: {"The corp has as many products as WeCom allows.", "Delete products that are no longer used.", "", "Products of all makers count; WeCom does not publish the number."},
}}
