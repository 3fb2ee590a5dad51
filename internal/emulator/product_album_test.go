// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var _ = callable([3]int{48002, 1, 1},
	"media/upload_attachment")

var _ = callable([3]int{48002, 1, 1},
	"externalcontact/add_product_album", "externalcontact/get_product_album", "externalcontact/get_product_album_list", "externalcontact/update_product_album", "externalcontact/delete_product_album")

const (
	albumAdd    = "externalcontact/add_product_album"
	albumGet    = "externalcontact/get_product_album"
	albumList   = "externalcontact/get_product_album_list"
	albumUpdate = "externalcontact/update_product_album"
	albumDelete = "externalcontact/delete_product_album"

	attachForAlbum = "media/upload_attachment?media_type=image&attachment_type=2"
)

// picture uploads one for albums and answers its media id.
func (c *caller) picture() string {
	c.t.Helper()
	r := c.send(attachForAlbum, "media", samplePNG(c.t, 3))
	wantCode(c.t, r, 0)
	return r["media_id"].(string)
}

func attachmentsOf(ids ...string) string {
	var out []string
	for _, id := range ids {
		out = append(out, fmt.Sprintf(`{"type":"image","image":{"media_id":%q}}`, id))
	}
	return `"attachments":[` + strings.Join(out, ",") + `]`
}

// albumBody is that of add, with a picture uploaded for it.
func (c *caller) albumBody(description string, price int) string {
	c.t.Helper()
	return fmt.Sprintf(`{"description":%q,"price":%d,"product_sn":"sn1",%s}`, description, price, attachmentsOf(c.picture()))
}

func (c *caller) addAlbum(description string, price int) string {
	c.t.Helper()
	r := c.post(ExampleSecret, albumAdd, c.albumBody(description, price))
	wantCode(c.t, r, 0)
	return r["product_id"].(string)
}

func (c *caller) album(id string) reply {
	c.t.Helper()
	r := c.post(ExampleSecret, albumGet, fmt.Sprintf(`{"product_id":%q}`, id))
	wantCode(c.t, r, 0)
	return r.obj("product")
}

// shown are the keys of an album whose values do not change from read to read.
func shown(album reply) string {
	return fmt.Sprint(album["description"], " ", album["price"], " ", album["product_sn"], " ", len(album.list("attachments")))
}

func mediaIDs(album reply) string {
	var out []string
	for _, a := range album.list("attachments") {
		out = append(out, a.obj("image")["media_id"].(string))
	}
	return strings.Join(out, " ")
}

func TestProductAlbumLife(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addAlbum("世界上最好的商品", 30000)
	equal(t, "id in the body", c.post(ExampleSecret, albumGet, fmt.Sprintf(`{"product_id":%q}`, id)).msg(), "ok")
	album := c.album(id)
	equal(t, "album", shown(album), "世界上最好的商品 30000 sn1 1")
	equal(t, "create_time", album["create_time"], any(float64(testTime.Unix())))
	equal(t, "type", album.list("attachments")[0]["type"], any("image"))
	if mediaIDs(album) == mediaIDs(c.album(id)) {
		t.Error("two reads show the same media id")
	}
	row := c.post(ExampleSecret, albumList, `{}`).list("product_list")[0]
	equal(t, "row", shown(row), shown(album))
	if _, there := row["create_time"]; there {
		t.Error("the list shows create_time")
	}
	update := func(body string) {
		t.Helper()
		wantCode(t, c.post(ExampleSecret, albumUpdate, fmt.Sprintf(`{"product_id":%q,%s}`, id, body)), 0)
	}
	update(`"price":0`)
	equal(t, "what is left out stays", shown(c.album(id)), "世界上最好的商品 0 sn1 1")
	update(`"description":"b","product_sn":"",` + attachmentsOf(c.picture(), c.picture()))
	equal(t, "replaced, and the code stays", shown(c.album(id)), "b 0 sn1 2")
	wantCode(t, c.post(ExampleSecret, albumDelete, fmt.Sprintf(`{"product_id":%q}`, id)), 0)
	for _, path := range []string{albumGet, albumDelete, albumUpdate} {
		wantCode(t, c.post(ExampleSecret, path, fmt.Sprintf(`{"product_id":%q}`, id)), 41074)
		wantCode(t, c.post(ExampleSecret, path, `{"product_id":"x"}`), 41075)
		wantCode(t, c.post(ExampleSecret, path, `{}`), 40058)
	}
	equal(t, "none left", asJSON(c.post(ExampleSecret, albumList, `{}`)["product_list"]), "[]")
	c.noViolations()
}

func TestProductAlbumRules(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{Products: 1}))
	good, plain := c.picture(), c.upload("image", "media", samplePNG(t, 3))["media_id"].(string)
	moment := c.send("media/upload_attachment?media_type=image&attachment_type=1", "media", samplePNG(t, 3))["media_id"].(string)
	body := func(change ...string) string {
		out := `{"description":"a","price":1,"product_sn":"A1",` + attachmentsOf(good) + `}`
		return strings.NewReplacer(change...).Replace(out)
	}
	many := func(n int) string { return attachmentsOf(strings.Fields(strings.Repeat(good+" ", n))...) }
	for _, tt := range []struct {
		body string
		code int
	}{
		{body(`"description":"a",`, ""), 40058}, {body(`"a"`, `""`), 41087}, {body(`"a"`, `"`+strings.Repeat("好", 301)+`"`), 41087},
		{body(`"price":1,`, ""), 40058}, {body(`:1`, `:-1`), 41086}, {body(`:1`, `:5000001`), 41086},
		{body(`A1`, `a-1`), 41085}, {body(`A1`, strings.Repeat("a", 129)), 41085}, {body(`A1`, `编码`), 41085},
		{body(attachmentsOf(good), `"attachments":[]`), 41088}, {body(`,`+attachmentsOf(good), ""), 41088}, {body(attachmentsOf(good), many(10)), 41064},
		{body(`"image",`, `"video",`), 41065}, {body(good, ""), 41006}, {body(good, "x"), 40007}, {body(good, plain), 40007}, {body(good, moment), 41072},
	} {
		if r := c.post(ExampleSecret, albumAdd, tt.body); r.code() != tt.code {
			t.Errorf("%.120s: %v, want %d", tt.body, r, tt.code)
		}
	}
	c.noViolations()
	longest := body(`"a"`, `"`+strings.Repeat("好", 300)+`"`, `:1`, `:5000000`, `A1`, strings.Repeat("a", 128), attachmentsOf(good), many(9))
	wantCode(t, c.post(ExampleSecret, albumAdd, longest), 0)
	wantCode(t, c.post(ExampleSecret, albumAdd, body()), 41202)
	wantCode(t, c.post(ExampleSecret, albumList, `{"limit":-1}`), 40058)
	c.srv.Advance(mediaLife)
	wantCode(t, c.post(ExampleSecret, albumAdd, body()), 40007)
	wantCode(t, c.post(ExampleSecret, albumAdd, `{"product_id":"x","desc":1,"price":"1"}`), 40058)
	equal(t, "violations", strings.Join(c.srv.Violations(), "; "),
		externalViolation("desc: unknown key")+"; "+externalViolation("price: want integer, got string")+"; "+externalViolation("product_id: unknown key"))
}

func externalViolation(text string) string { return albumAdd + ": " + text }

func TestProductAlbumOwners(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addAlbum("a", 1)
	made, err := c.srv.Console().AddProductAlbum(ProductAlbum{Description: "console", Price: 2, Pictures: []string{"p"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		secret, id string
		code       int
	}{{ExampleSecondSecret, id, 60011}, {ExampleCustomerContactSecret, id, 60011}, {ExampleSecret, made, 60011}, {ExampleSecret, id, 0}} {
		wantCode(t, c.post(tt.secret, albumGet, fmt.Sprintf(`{"product_id":%q}`, tt.id)), 0)
		wantCode(t, c.post(tt.secret, albumUpdate, fmt.Sprintf(`{"product_id":%q,"price":3}`, tt.id)), tt.code)
		equal(t, "list", len(c.post(tt.secret, albumList, `{}`).list("product_list")), 2)
	}
	con := c.srv.Console()
	if err := con.UpdateProductAlbum(id, func(p *ProductAlbum) { p.Price, p.Pictures = 9, nil }); err == nil || err.Error() != "errcode 41088: attachments is empty" {
		t.Errorf("%v", err)
	}
	if err := con.UpdateProductAlbum(id, func(p *ProductAlbum) { p.Price = 9 }); err != nil || c.album(id)["price"] != any(float64(9)) {
		t.Errorf("%v", err)
	}
	if err := con.DeleteProductAlbum(id); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecret, albumGet, fmt.Sprintf(`{"product_id":%q}`, id)), 41074)
}

func TestProductAlbumPages(t *testing.T) {
	corp := ExampleCorp()
	for i := range 120 {
		corp.ProductAlbums = append(corp.ProductAlbums, ProductAlbum{ID: fmt.Sprintf("p%03d", i), Description: "d", Pictures: []string{"x"}})
	}
	c := start(t, corp)
	pages := func(limit string) string {
		var out []string
		for cursor, done := "", false; !done; done = cursor == "" {
			r := c.post(ExampleSecret, albumList, fmt.Sprintf(`{%s"cursor":%q}`, limit, cursor))
			out = append(out, fmt.Sprint(len(r.list("product_list"))))
			cursor = r["next_cursor"].(string)
		}
		return strings.Join(out, " ")
	}
	equal(t, "without limit", pages(""), "50 50 20")
	equal(t, "the most", pages(`"limit":100,`), "100 20")
	equal(t, "more falls back", pages(`"limit":101,`), "50 50 20")
}

func TestProductSwitches(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addAlbum("a", 7)
	foreign, err := c.srv.Console().AddProductAlbum(ProductAlbum{Description: "console", Pictures: []string{"p"}})
	if err != nil {
		t.Fatal(err)
	}
	set := func(edit func(*Switches)) { c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; edit(sw) }) }
	update := func(keys string) reply {
		return c.post(ExampleSecret, albumUpdate, fmt.Sprintf(`{"product_id":%q%s}`, id, keys))
	}
	set(func(sw *Switches) { sw.ProductPriceZero = true })
	equal(t, "price", c.album(id)["price"], any(0.0))
	set(func(sw *Switches) { sw.ProductMediaSame = true })
	first := mediaIDs(c.album(id))
	equal(t, "same ids", mediaIDs(c.album(id)), first)
	set(func(sw *Switches) { sw.ProductPicturesAppended, sw.ProductMediaSame = true, true })
	second := c.picture()
	wantCode(t, update(","+attachmentsOf(second)), 0)
	equal(t, "appended", mediaIDs(c.album(id)), first+" "+second)
	set(func(sw *Switches) { sw.ProductPicturesReversed, sw.ProductMediaSame = true, true })
	equal(t, "reversed", mediaIDs(c.album(id)), second+" "+first)
	set(func(sw *Switches) { sw.ProductEmptySN = EmptyRefused })
	wantCode(t, update(`,"product_sn":""`), 41085)
	set(func(sw *Switches) { sw.ProductEmptySN = EmptyClears })
	wantCode(t, update(`,"product_sn":""`), 0)
	equal(t, "cleared", c.album(id)["product_sn"], any(""))
	set(func(sw *Switches) { sw.ProductNoSN = EmptyAbsent })
	if _, there := c.album(id)["product_sn"]; there {
		t.Error("product_sn is there")
	}
	set(func(sw *Switches) { sw.ProductNoSN = EmptyNull })
	equal(t, "null", c.album(id)["product_sn"], nil)
	set(func(sw *Switches) { sw.ProductUpdateWhole = true })
	wantCode(t, update(`,"price":1`), 40058)
	wantCode(t, update(`,"description":"b"`), 40058)
	wantCode(t, update(`,"price":1,"description":"b"`), 0)
	for reading, want := range map[string]string{"": "2 2", ProductListAPI: "1 1", ProductListOwn: "1 0"} {
		set(func(sw *Switches) { sw.ProductList = reading })
		mine, theirs := c.post(ExampleSecret, albumList, `{}`), c.post(ExampleSecondSecret, albumList, `{}`)
		equal(t, "list "+reading, fmt.Sprint(len(mine.list("product_list")), len(theirs.list("product_list"))), want)
	}
	set(func(sw *Switches) { sw.ProductCursorAbsent = true })
	if _, there := c.post(ExampleSecret, albumList, `{}`)["next_cursor"]; there {
		t.Error("next_cursor is there")
	}
	set(func(sw *Switches) { sw.ProductForeign48002 = true })
	wantCode(t, c.post(ExampleSecret, albumDelete, fmt.Sprintf(`{"product_id":%q}`, foreign)), 48002)
	set(func(sw *Switches) { sw.Media40007 = true })
	moment := c.send("media/upload_attachment?media_type=image&attachment_type=1", "media", samplePNG(t, 3))["media_id"].(string)
	wantCode(t, update(","+attachmentsOf(moment)), 40007)
	set(func(sw *Switches) { sw.ProductDeleted41075 = true })
	wantCode(t, c.post(ExampleSecret, albumDelete, fmt.Sprintf(`{"product_id":%q}`, id)), 0)
	wantCode(t, c.post(ExampleSecret, albumGet, fmt.Sprintf(`{"product_id":%q}`, id)), 41075)
	c.noViolations()
}

func TestUploadAttachment(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.send(attachForAlbum, "media", samplePNG(t, 3))
	equal(t, "answer", fmt.Sprint(r["type"], r.msg(), r["created_at"] == float64(testTime.Unix())), "imagetrue")
	mp4 := append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 100)...)
	for _, tt := range []struct {
		query   string
		content []byte
		code    int
	}{
		{"media_type=voice&attachment_type=2", samplePNG(t, 3), 40004}, {"media_type=image", samplePNG(t, 3), 40058}, {"media_type=image&attachment_type=3", samplePNG(t, 3), 40058},
		{"media_type=file&attachment_type=2", []byte("a file"), 41072}, {"media_type=video&attachment_type=2", mp4, 41072}, {"media_type=video&attachment_type=1", mp4, 0},
		{"media_type=video&attachment_type=1", samplePNG(t, 3), 41090}, {"media_type=image&attachment_type=2", []byte("no picture"), 40123},
		{"media_type=image&attachment_type=2", []byte("tiny!"), 40006}, {"media_type=image&attachment_type=2", append(samplePNG(t, 3), make([]byte, 10<<20)...), 41080},
		{"media_type=image&attachment_type=1", samplePNG(t, 10_801), 41081}, {"media_type=image&attachment_type=1", samplePNG(t, 10_800), 0},
		{"media_type=image&attachment_type=2", samplePNG(t, 10_801), 0},
	} {
		if r := c.send("media/upload_attachment?"+tt.query, "media", tt.content); r.code() != tt.code {
			t.Errorf("%s: %v, want %d", tt.query, r, tt.code)
		}
	}
	c.noViolations()
}

func TestProductAlbumsSurviveARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	srv, err := Open(path, WithFrozenClock(testTime))
	if err != nil {
		t.Fatal(err)
	}
	c := serve(t, srv)
	kept, gone, picture := c.addAlbum("kept", 1), c.addAlbum("gone", 2), c.picture()
	wantCode(t, c.post(ExampleSecret, albumDelete, fmt.Sprintf(`{"product_id":%q}`, gone)), 0)
	if srv, err = Open(path, WithFrozenClock(testTime.Add(time.Hour))); err != nil {
		t.Fatal(err)
	}
	c = serve(t, srv)
	equal(t, "kept", shown(c.album(kept)), "kept 1 sn1 1")
	wantCode(t, c.post(ExampleSecret, albumGet, fmt.Sprintf(`{"product_id":%q}`, gone)), 41074)
	wantCode(t, c.post(ExampleSecret, albumUpdate, fmt.Sprintf(`{"product_id":%q,%s}`, kept, attachmentsOf(picture))), 0)
}

var _ = serves(func(s serving) {
	album := fmt.Sprintf(`{"product_id":%q`, s.call("add album", albumAdd, s.albumBody("x", 1))["product_id"])
	s.call("update album", albumUpdate, album+`,"description":"y","price":2}`)
	s.shows("description", "y", func() any { return s.call("get album", albumGet, album+"}").obj("product")["description"] })
	s.call("list", albumList, `{}`)
	s.call("delete", albumDelete, album+"}")
})
