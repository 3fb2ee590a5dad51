// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func init() { methods = append(methods, productMethods...) }

func picture(id string) ProductPicture {
	p := ProductPicture{Type: "image"}
	p.Image.MediaID = id
	return p
}

func newProduct() *Product {
	return &Product{Description: "世界上最好的商品", Price: 30000, SN: "x1", Pictures: []ProductPicture{picture("M")}}
}

const productShown = `{"errcode":0,"errmsg":"ok","product":{"product_id":"p1","description":"世界上最好的商品","price":30000,"create_time":"1600000000",` +
	`"product_sn":"x1","attachments":[{"type":"image","image":{"media_id":"OTHER"}}]}}`

var productMethods = []method{
	{
		name: "Products.Get", path: productGet.Path, reply: productShown,
		want: `POST ` + productGet.Path + ` {"product_id":"p1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return c.Products.Get(ctx, "p1") },
		value: &Product{ID: "p1", Description: "世界上最好的商品", Price: 30000, SN: "x1", CreateTime: 1600000000,
			Pictures: []ProductPicture{picture("OTHER")}},
	},
	{
		name: "Products.Each", path: productList.Path, reply: `{"errcode":0,"next_cursor":"","product_list":[{"product_id":"p2","price":0},{"product_id":"p1"}]}`,
		want: `POST ` + productList.Path + ` {"limit":100}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			var ids []string
			for id, err := range c.Products.Each(ctx) {
				if err != nil {
					return nil, err
				}
				ids = append(ids, id)
			}
			return ids, nil
		},
		value: []string{"p1", "p2"},
	},
	{
		name: "Products.Create", path: productAdd.Path, reply: `{"errcode":0,"errmsg":"ok","product_id":"p1"}`,
		want:  `POST ` + productAdd.Path + ` {"description":"世界上最好的商品","price":30000,"product_sn":"x1","attachments":[{"type":"image","image":{"media_id":"M"}}]}`,
		token: "app-1",
		call:  func(ctx context.Context, c *Client) (any, error) { return c.Products.Create(ctx, newProduct()) },
		value: "p1",
	},
	{
		name: "Products.Update", path: productUpdate.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + productUpdate.Path + ` {"product_id":"p1","price":1}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) {
			return nil, c.Products.Update(ctx, &UpdateProductRequest{ID: "p1", Price: ptr(int64(1))})
		},
	},
	{
		name: "Products.Delete", path: productDelete.Path, reply: `{"errcode":0,"errmsg":"ok"}`,
		want: `POST ` + productDelete.Path + ` {"product_id":"p1"}`, token: "app-1",
		call: func(ctx context.Context, c *Client) (any, error) { return nil, c.Products.Delete(ctx, "p1") },
	},
}

// A lost create is looked for in the list, and told from others by content and time.
func TestProduct_lostCreate(t *testing.T) {
	shown := func(f *fake, id, description string, ago int64) answer {
		return ok(fmt.Sprintf(`{"errcode":0,"product":{"product_id":%q,"description":%q,"price":0,"product_sn":"x1","create_time":%d,`+
			`"attachments":[{"type":"image","image":{"media_id":"q"}}]}}`, id, description, f.Time.Unix()-ago))
	}
	list := func(ids string) answer { return ok(`{"errcode":0,"product_list":[` + ids + `]}`) }
	for name, tc := range map[string]struct {
		list answer
		get  func(f *fake) answer
		id   string
		sent int
		err  error
	}{
		"made":             {list(`{"product_id":"p1"}`), func(f *fake) answer { return shown(f, "p1", "世界上最好的商品", 1) }, "p1", 1, nil},
		"not made":         {list(""), nil, "p9", 2, nil},
		"an older one":     {list(`{"product_id":"p1"}`), func(f *fake) answer { return shown(f, "p1", "世界上最好的商品", 1000) }, "p9", 2, nil},
		"another one":      {list(`{"product_id":"p1"}`), func(f *fake) answer { return shown(f, "p1", "别的", 1) }, "p9", 2, nil},
		"two of them":      {list(`{"product_id":"p1"},{"product_id":"p2"}`), func(f *fake) answer { return shown(f, "p1", "世界上最好的商品", 1) }, "", 1, ErrOutcomeUnknown},
		"list is refused":  {fail(48002), nil, "", 1, ErrOutcomeUnknown},
		"cannot be looked": {list(`{"product_id":"p1"}`), func(*fake) answer { return fail(48002) }, "", 1, ErrOutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(productAdd.Path, lost, ok(`{"errcode":0,"product_id":"p9"}`)).on(productList.Path, tc.list)
			if tc.get != nil {
				f.on(productGet.Path, tc.get(f))
			}
			id, err := f.client().Products.Create(t.Context(), newProduct())
			if id != tc.id || !errors.Is(err, tc.err) {
				t.Errorf("got %q, %v; want %q, %v", id, err, tc.id, tc.err)
			}
			if n := len(f.bodies(productAdd.Path)); n != tc.sent {
				t.Errorf("sent %d creates, want %d", n, tc.sent)
			}
		})
	}
}

// What a killed run made is adopted by the next one.
func TestProduct_journal(t *testing.T) {
	f := newFake(t).on(productList.Path, ok(`{"errcode":0,"product_list":["p1"]}`))
	dir := t.TempDir()
	f.sendAndDie(dir, "product", newProduct(), nil)
	f.on(productGet.Path, ok(fmt.Sprintf(`{"errcode":0,"product":{"description":"世界上最好的商品","price":30000,"product_sn":"x1","create_time":%d,`+
		`"attachments":{"type":"image","image":[{"media_id":"q"}]}}}`, f.Time.Unix())))
	if id, err := f.run(dir).Products.Create(t.Context(), newProduct()); err == nil {
		t.Errorf("an object where a list belongs: %q", id)
	}
	f.on(productGet.Path, ok(fmt.Sprintf(`{"errcode":0,"product":{"description":"世界上最好的商品","price":30000,"product_sn":"x1","create_time":%d,`+
		`"attachments":[{"type":"image","image":{"media_id":"q"}}]}}`, f.Time.Unix())))
	f.Advance(60e9)
	if id, err := f.run(dir).Products.Create(t.Context(), newProduct()); id != "p1" || err != nil {
		t.Errorf("got %q, %v", id, err)
	}
}

// The next run uploads the pictures again, under other ids: the same content is the same create, another is another
// one.
func TestProduct_journalOfUploads(t *testing.T) {
	uploaded := func(id, content string) *Product {
		p := newProduct()
		for i := range p.Pictures {
			p.Pictures[i].Image.MediaID, p.Pictures[i].Content = fmt.Sprint(id, i), fmt.Sprint(content, i)
		}
		return p
	}
	for name, tc := range map[string]struct{ content, want string }{"the same files": {"tea", "p1"}, "other files": {"tin", "p9"}} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(productList.Path, ok(`{"errcode":0,"product_list":["p1"]}`)).on(productAdd.Path, ok(`{"errcode":0,"product_id":"p9"}`))
			dir := t.TempDir()
			f.sendAndDie(dir, "product", uploaded("first", "tea").noted(), nil)
			f.on(productGet.Path, ok(fmt.Sprintf(`{"errcode":0,"product":{"description":"世界上最好的商品","price":30000,"product_sn":"x1","create_time":%d,`+
				`"attachments":[{"type":"image","image":{"media_id":"q"}}]}}`, f.Time.Unix())))
			f.Advance(60e9)
			if id, err := f.run(dir).Products.Create(t.Context(), uploaded("second", tc.content)); id != tc.want || err != nil {
				t.Errorf("got %q, %v; want %q", id, err, tc.want)
			}
			for _, body := range f.bodies(productAdd.Path) {
				if strings.Contains(fmt.Sprint(body), tc.content) {
					t.Errorf("the digest of a file was sent: %v", body)
				}
			}
		})
	}
}

func TestProduct_refusals(t *testing.T) {
	f := newFake(t).on(productGet.Path, fail(41074))
	c := f.client()
	if _, err := c.Products.Get(t.Context(), "p1"); !errors.Is(err, ErrNotFound) {
		t.Errorf("deleted: %v", err)
	}
	f.on(productGet.Path, fail(48002))
	if _, err := c.Products.Get(t.Context(), "p1"); errors.Is(err, ErrNotFound) || !errors.Is(err, ErrForbidden) {
		t.Errorf("refused: %v", err)
	}
	for _, code := range []int{48002, 60011} {
		f.on(productDelete.Path, fail(code)).on(productGet.Path, ok(productShown))
		if err := c.Products.Delete(t.Context(), "p1"); !errors.Is(err, ErrNotOwned) {
			t.Errorf("%d of an album that exists: %v", code, err)
		}
	}
	f.on(productDelete.Path, fail(-1), fail(41074))
	if err := c.Products.Delete(t.Context(), "p1"); err != nil {
		t.Errorf("gone when a lost delete is repeated: %v", err)
	}
	if _, err := c.Products.Create(t.Context(), &Product{Description: "x"}); err == nil {
		t.Error("an album without pictures was sent")
	}
}
