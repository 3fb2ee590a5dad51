// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// keep is a file of that name and content. All test programs of a user share one folder, because nothing runs when the
// last of them ends, and they run at once: a file is whole from the moment when it has its name.
func keep(name string, content []byte) string {
	dir := filepath.Join(os.TempDir(), fmt.Sprint("wecom-pictures-", os.Getuid()))
	file := filepath.Join(dir, name)
	if have, err := os.Stat(file); err == nil && have.Size() == int64(len(content)) {
		return file
	}
	mine := fmt.Sprint(file, ".", os.Getpid())
	for _, err := range []error{os.MkdirAll(dir, 0o700), os.WriteFile(mine, content, 0o600), os.Rename(mine, file)} {
		if err != nil {
			panic(err)
		}
	}
	return file
}

// pictures are files by name: a, b and c are pictures, text is none, tiny has five bytes, middle is 3 MB, large is 11
// MB.
var pictures = func() map[string]string {
	out := map[string]string{}
	write := func(name string, content []byte) { out[name] = keep(name+".png", content) }
	for i, name := range []string{"a", "b", "c"} {
		canvas := image.NewGray(image.Rect(0, 0, 16, 16))
		canvas.Set(i, i, color.White)
		var b bytes.Buffer
		if err := png.Encode(&b, canvas); err != nil {
			panic(err)
		}
		write(name, b.Bytes())
		if name == "a" {
			write("large", append(bytes.Clone(b.Bytes()), make([]byte, 11<<20)...))
			write("middle", append(bytes.Clone(b.Bytes()), make([]byte, 3<<20)...))
		}
	}
	write("text", []byte("no picture at all"))
	write("tiny", []byte("\x89PNG\r"))
	out["folder"] = filepath.Dir(out["a"])
	out["missing"] = filepath.Join(out["folder"], "missing.png")
	return out
}()

// showing are pictures as a configuration names them.
func showing(names ...string) []any {
	all := make([]any, 0, len(names))
	for _, name := range names {
		all = append(all, Values{"file": pictures[name]})
	}
	return all
}

// shown are pictures as the state has them.
func shown(names ...string) Is {
	return func(got any) error {
		all, _ := got.([]any)
		if len(all) != len(names) {
			return fmt.Errorf("%d pictures, want %d", len(all), len(names))
		}
		for i, name := range names {
			p, _ := all[i].(map[string]any)
			digest, _ := p["sha256"].(string)
			if p["file"] != pictures[name] || len(digest) != 64 || p["media_id"] != nil {
				return fmt.Errorf("picture %d is %v, want that of %s", i, p, pictures[name])
			}
		}
		return nil
	}
}

// productBody is an update of the product without pictures.
func productBody(rest string) string {
	return `update_product_album {"product_id":"{id}",` + rest + `}`
}

func productEdit(change func(*emulator.ProductAlbum)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateProductAlbum(id, change) }
}

var _ = add(Specimen{
	Type:     "wecom_product",
	Defaults: Values{"id": Any, "code": nil, "pictures": shown("a"), "deletion_protection": false, "created_at": Match(`^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)},
	NotImported: map[string]string{
		"pictures": "WeCom shows neither their content nor a lasting id",
	},
	Minimal: Object{
		Values: Values{"description": "龙井", "price": 199.9, "pictures": showing("a")},
		State:  Values{"pictures": shown("a")},
		Sends:  []string{"upload_attachment", "add_product_album"},
		Calls:  map[string]int{"upload_attachment": 1, "add_product_album": 1, "get_product_album": 1},
	},
	Maximal: Object{
		Values: Values{"description": "碧螺春 & <更多>", "price": 50000, "code": "TEA001", "pictures": showing("a", "b", "c"), "deletion_protection": false},
		State:  Values{"pictures": shown("a", "b", "c")},
		Sends:  []string{"upload_attachment", "upload_attachment", "upload_attachment", "add_product_album"},
	},
	Edits: []Edit{
		{Name: "description", To: Values{"description": "龙井二"}, State: Values{"pictures": shown("a")}, Sends: []string{productBody(`"description":"龙井二","price":19990`)}},
		{Name: "description in lines", To: Values{"description": "龙井\n明前"}, State: Values{"pictures": shown("a")}, Sends: []string{productBody(`"description":"龙井\n明前","price":19990`)}},
		{Name: "price", To: Values{"price": 0.01}, State: Values{"pictures": shown("a")}, Sends: []string{productBody(`"description":"龙井","price":1`)}},
		{Name: "code", To: Values{"code": "A1"}, State: Values{"pictures": shown("a")}, Sends: []string{productBody(`"description":"龙井","price":19990,"product_sn":"A1"`)}},
		{Name: "another picture", To: Values{"pictures": showing("b")}, State: Values{"pictures": shown("b")}, Sends: []string{"upload_attachment", "update_product_album"}},
		{Name: "order of pictures", From: Values{"pictures": showing("a", "b")}, To: Values{"pictures": showing("b", "a")}, State: Values{"pictures": shown("b", "a")},
			Sends: []string{"upload_attachment", "upload_attachment", "update_product_album"}},
		{Name: "fewer pictures", From: Values{"pictures": showing("a", "b")}, To: Values{"pictures": showing("a")}, State: Values{"pictures": shown("a")}, Sends: []string{"upload_attachment", "update_product_album"}},
	},
	Unset: []Unset{
		{Name: "code", From: Values{"code": "A1"}, Remove: []string{"code"}, State: Values{"pictures": shown("a")}, Sends: []string{productBody(`"description":"龙井","price":19990,"product_sn":""`)},
			Switches: func(s *emulator.Switches) { s.ProductEmptySN = emulator.EmptyClears }},
		{Name: "code that stays", From: Values{"code": "A1"}, Remove: []string{"code"}, Refused: `WeCom accepted the empty code and kept "A1"`},
	},
	Drift: []Drift{
		{Name: "description", Edit: productEdit(func(p *emulator.ProductAlbum) { p.Description = "改" }), Sends: []string{"update_product_album"}},
		{Name: "price", Edit: productEdit(func(p *emulator.ProductAlbum) { p.Price = 100 }), Sends: []string{"update_product_album"}},
		{Name: "code", Edit: productEdit(func(p *emulator.ProductAlbum) { p.SN = "B2" }), Sends: []string{"update_product_album"}},
		{Name: "a picture less", Edit: productEdit(func(p *emulator.ProductAlbum) { p.Pictures = p.Pictures[:2] }),
			Sends: []string{"upload_attachment", "upload_attachment", "upload_attachment", "update_product_album"}},
	},
	Invalid: []Invalid{
		{"empty description", Values{"description": ""}, "description is empty; it needs at least one character", "description"},
		{"long description", Values{"description": strings.Repeat("长", 301)}, "has 301 characters; WeCom allows 300", "description"},
		{"heredoc", Values{"description": "龙井\n"}, "begins or ends with a blank; remove it", "description"},
		{"Windows lines", Values{"description": "龙井\r\n明前"}, "contains a control character other than a line break", "description"},
		{"three decimals", Values{"price": 1.999}, "price is 1.999 yuan; WeCom takes at most two decimals", "price"},
		{"too dear", Values{"price": 50000.01}, "price is 50000.01 yuan; WeCom takes 0 to 50000", "price"},
		{"negative price", Values{"price": -1}, "price is -1 yuan; WeCom takes 0 to 50000", "price"},
		{"empty code", Values{"code": ""}, "code is empty. To have none, leave the line out or write null", "code"},
		{"code with a dash", Values{"code": "A-1"}, `code is "A-1"; WeCom takes letters a-z, A-Z and digits only`, "code"},
		{"long code", Values{"code": strings.Repeat("A", 129)}, "code has 129 bytes; WeCom takes 128", "code"},
		{"no pictures", Values{"pictures": []any{}}, "at least 1 elements and at most 9 elements", "pictures"},
		{"ten pictures", Values{"pictures": showing("a", "b", "c", "a", "b", "c", "a", "b", "c", "a")}, "at most 9 elements, got: 10", "pictures"},
		{"no source", Values{"pictures": []any{Values{}}}, "names neither file nor media_id", "pictures"},
		{"two sources", Values{"pictures": []any{Values{"file": pictures["a"], "media_id": "x"}}}, "names both file and media_id", "pictures"},
		{"missing file", Values{"pictures": showing("missing")}, "which does not exist", "pictures"},
		{"folder", Values{"pictures": showing("folder")}, "which is a folder", "pictures"},
		{"text named .png", Values{"pictures": showing("text")}, "which is no JPG or PNG, whatever it is called", "pictures"},
		{"five bytes", Values{"pictures": showing("tiny")}, "of 5 bytes; WeCom wants more than 5", "pictures"},
		{"11 MB", Values{"pictures": showing("large")}, "of 11.0 MB; WeCom takes at most 10 MB here", "pictures"},
	},
	Refused: []Refused{
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, Says: []string{"errcode 48002", "客户联系 → 可调用接口的应用"}},
		{Name: "media id of nobody", Values: Values{"pictures": []any{Values{"media_id": "nobody"}}}, Says: []string{"a media id of pictures is wrong, has expired"}},
		{Name: "too many", Fault: &emulator.Fault{Path: "add_product_album", Kind: emulator.FaultError, Code: 41202}, Says: []string{"errcode 41202"}},
	},
	Partial: []Partial{{
		Name: "reading back", Warned: true, Says: "created but not read back", Sends: []string{"upload_attachment", "add_product_album"}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "get_product_album", Kind: emulator.FaultServerError, Times: 20}},
	}},
	WrongIDs: map[string]string{" pA": "A product is imported by its product id"},
	Loss: Loss{Destroy: `Entry in the product album (商品图册) of product "龙井" ({id}) will be lost Destroying product "龙井" ({id}) destroys its entry in the product album (商品图册). ` +
		`Members can no longer send it to customers once this plan is applied, and a new one has another id.`},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, p := range c.ProductAlbums {
			id := p.ID
			p.ID, p.CreateTime = "", 0
			p.Pictures = make([]string, len(p.Pictures)) // whose ids every upload makes new
			out[id] = p
		}
		return out
	},
	Delete: func(e *acctest.Env, id string) error { return e.Console().DeleteProductAlbum(id) },
	Calls: Calls{Create: "externalcontact/add_product_album", Update: "externalcontact/update_product_album", Delete: "externalcontact/delete_product_album",
		Reads: []string{"externalcontact/get_product_album"}},
	Looks:    []string{"get_product_album_list"},
	Families: []string{"product_album", "external"},
	Spares: map[string]string{
		"ProductPriceZero=true":        "then an import does not know the price, which is required; TestProduct_priceReadsZero holds it",
		"ProductPicturesAppended=true": "then no list of pictures can be replaced; TestProduct_picturesAppended holds what is said",
	},
	ListBy: "description_regex",
	Many: func(i int) Values {
		return Values{"description": fmt.Sprint("商品", i), "price": 1, "pictures": showing("a")}
	},
	Refresh: func(n int) int { return n + 2 },
	Hostile: acctest.Hostile{ID: "pA1", Config: `{"description":"n","price":1,"pictures":[{"media_id":"m"}],"deletion_protection":false}`, Answers: []string{
		hostileProduct, `{"errcode":0,"product":{"product_id":"pA1","description":"n","price":0,"attachments":[]}}`,
		`<html>` + acctest.AnswerEnd + hostileProduct, `{"errcode":0,"product_list":[{"product_id":"pA1"}],"next_cursor":""}` + acctest.AnswerEnd + hostileProduct,
		`{"errcode":0,"product":{"description":"n","price":"99999999999","create_time":9223372036854775807,"attachments":{"type":"image"}}}`,
		`{"errcode":41075,"errmsg":"x"}`, `{"errcode":40001,"errmsg":"x"}`,
	}},
})

const hostileProduct = `{"errcode":0,"product":{"product_id":"pA1","description":"n","price":100,"product_sn":"A","create_time":1600000000,` +
	`"attachments":[{"type":"image","image":{"media_id":"m"}}]}}`
