// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// films are a video by name: good is one, large has 11 MB.
var films = func() map[string]string {
	out := map[string]string{}
	head := []byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom")
	for name, size := range map[string]int{"good": 100, "large": 11 << 20} {
		out[name] = keep(name+".mp4", append(bytes.Clone(head), make([]byte, size)...))
	}
	return out
}()

// fileOf is a file as the state has it.
func fileOf(file string) Is {
	return func(got any) error {
		p, _ := got.(map[string]any)
		if digest, _ := p["sha256"].(string); p["file"] != file || len(digest) != 64 || p["media_id"] != nil {
			return fmt.Errorf("is %v, want that of %s", got, file)
		}
		return nil
	}
}

// imageOf is an image as the state has it.
func imageOf(name string) Is {
	return func(got any) error {
		p, _ := got.(map[string]any)
		if url, _ := p["url"].(string); !strings.Contains(url, "/picture/") {
			return fmt.Errorf("the url is %v", p["url"])
		}
		return fileOf(pictures[name])(got)
	}
}

// appOf is a mini program as the state has it, with the cover of a name.
func appOf(values Values, name string) Is {
	return func(got any) error {
		p, _ := got.(map[string]any)
		for key, v := range values {
			if key != "picture" && p[key] != v {
				return fmt.Errorf("%s is %v, want %v", key, p[key], v)
			}
		}
		return fileOf(pictures[name])(p["picture"])
	}
}

// welcomeBody is an edit, which sends the whole content.
func welcomeBody(rest string) string {
	return `group_welcome_template/edit {"template_id":"{id}",` + rest + `}`
}

func welcomeConsole(change func(*emulator.WelcomeTemplate)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateWelcomeTemplate(id, change) }
}

var (
	welcomeLink = Values{"title": "新品", "url": "https://example.com/new"}
	welcomeApp  = Values{"title": "商城", "app_id": "wx1", "page": "/pages/index", "picture": Values{"file": pictures["a"]}}
	withImage   = Values{"image": Values{"file": pictures["a"]}}
)

const (
	editWelcome = "group_welcome_template/edit"
	addWelcome  = "group_welcome_template/add"
)

var _ = add(Specimen{
	Type:     "wecom_group_welcome_template",
	Defaults: Values{"id": Match(`^msg`), "image": nil, "link": nil, "mini_program": nil, "file": nil, "video": nil, "notify_members": false, "deletion_protection": false},
	NotImported: map[string]string{
		"image": "WeCom shows its address, not its content", "mini_program": "WeCom does not show its cover", "notify_members": "WeCom does not show who was told",
	},
	Minimal: Object{
		Values: Values{"text": "欢迎"},
		Sends:  []string{addWelcome + ` {"text":{"content":"欢迎"},"notify":0}`},
		Calls:  map[string]int{"add": 1},
	},
	Maximal: Object{
		Values: Values{"text": "%NICKNAME% & <欢迎>", "image": Values{"file": pictures["a"]}, "notify_members": true, "deletion_protection": false},
		State:  Values{"image": imageOf("a")},
		Sends:  []string{"media/uploadimg", addWelcome},
	},
	Edits: []Edit{
		{Name: "text", To: Values{"text": "你好"}, Sends: []string{welcomeBody(`"text":{"content":"你好"}`)}, Calls: map[string]int{"get": 2, "edit": 1}},
		{Name: "image", To: withImage, State: Values{"image": imageOf("a")}, Sends: []string{"media/uploadimg", editWelcome}},
		// Its address lives for good: nothing is uploaded for a change of the text.
		{Name: "text beside an image", From: withImage, To: Values{"text": "你好"}, State: Values{"image": imageOf("a")}, Sends: []string{editWelcome}},
		{Name: "another image", From: withImage, To: Values{"image": Values{"file": pictures["b"]}}, State: Values{"image": imageOf("b")}, Sends: []string{"media/uploadimg", editWelcome}},
		{Name: "large image", To: Values{"image": Values{"file": pictures["middle"]}}, State: Values{"image": imageOf("middle")}, Sends: []string{"media/upload", editWelcome}},
		{Name: "link", To: Values{"link": welcomeLink}, State: Values{"link": over(welcomeLink, Values{})},
			Sends: []string{welcomeBody(`"text":{"content":"欢迎"},"link":{"title":"新品","url":"https://example.com/new"}`)}},
		{Name: "image to link", From: withImage, To: Values{"image": nil, "link": welcomeLink},
			Sends: []string{welcomeBody(`"text":{"content":"欢迎"},"link":{"title":"新品","url":"https://example.com/new"}`)}},
		{Name: "mini_program", To: Values{"mini_program": welcomeApp}, State: Values{"mini_program": appOf(welcomeApp, "a")}, Sends: []string{"media/upload", editWelcome}},
		{Name: "text beside a mini program", From: Values{"mini_program": welcomeApp}, To: Values{"text": "你好"}, State: Values{"mini_program": appOf(welcomeApp, "a")},
			Sends: []string{"media/upload", editWelcome}},
		{Name: "file", To: Values{"file": Values{"file": pictures["text"]}}, State: Values{"file": fileOf(pictures["text"])}, Sends: []string{"media/upload", editWelcome}},
		{Name: "video", To: Values{"video": Values{"file": films["good"]}}, State: Values{"video": fileOf(films["good"])}, Sends: []string{"media/upload", editWelcome}},
		{Name: "notify_members", To: Values{"notify_members": true}, Sends: []string{}},
	},
	Unset: []Unset{
		{Name: "text", From: withImage, Remove: []string{"text"}, State: Values{"image": imageOf("a")}, Sends: []string{editWelcome}},
		{Name: "image", From: withImage, Remove: []string{"image"}, Sends: []string{welcomeBody(`"text":{"content":"欢迎"}`)}},
		{Name: "image that stays", From: withImage, Remove: []string{"image"}, Refused: "This change leaves image out of group welcome template",
			Switches: func(s *emulator.Switches) { s.WelcomeOmittedKept = true }},
	},
	Drift: []Drift{
		{Name: "text", Edit: welcomeConsole(func(w *emulator.WelcomeTemplate) { w.Text = "改" }), Sends: []string{editWelcome}},
		{Name: "no text", Edit: welcomeConsole(func(w *emulator.WelcomeTemplate) { w.Text = "" }), Sends: []string{editWelcome}},
		{Name: "no image", Edit: welcomeConsole(func(w *emulator.WelcomeTemplate) { w.Image = "" }), Sends: []string{editWelcome}},
		{Name: "another image", Edit: welcomeConsole(func(w *emulator.WelcomeTemplate) { w.Image = "another" }), Sends: []string{editWelcome}},
		{Name: "a link instead", Edit: welcomeConsole(func(w *emulator.WelcomeTemplate) { w.Image, w.Link = "", &emulator.ClosingLink{Title: "a", URL: "b"} }),
			Sends: []string{editWelcome}},
		{Name: "link", Of: Values{"image": nil, "link": welcomeLink}, Edit: welcomeConsole(func(w *emulator.WelcomeTemplate) { w.Link.Title = "别的" }), Sends: []string{editWelcome}},
	},
	Invalid: []Invalid{
		{"nothing", Values{"text": nil}, "None of text, image, link, mini_program, file and video is given", "text"},
		{"two messages", over(withImage, Values{"link": welcomeLink}), "image and link are given. WeCom sends one of image, link", "link"},
		{"text of 3001 bytes", Values{"text": strings.Repeat("a", 3001)}, "text has 3001 bytes; WeCom allows 3000", "text"},
		{"empty text", Values{"text": ""}, "text is empty. To have none, leave the line out or write null.", "text"},
		{"title of 129 bytes", Values{"link": over(welcomeLink, Values{"title": strings.Repeat("长", 43)})}, "has 129 bytes; WeCom allows 128", "link"},
		{"description of 513 bytes", Values{"link": over(welcomeLink, Values{"description": strings.Repeat("长", 171)})}, "has 513 bytes; WeCom allows 512", "link"},
		{"mini program of 66 bytes", Values{"mini_program": over(welcomeApp, Values{"title": strings.Repeat("长", 22)})}, "has 66 bytes; WeCom allows 64", "mini_program"},
		{"no source", Values{"image": Values{}}, "image names neither file nor media_id nor source_url", "image"},
		{"two sources", Values{"image": Values{"file": pictures["a"], "source_url": "http://p"}}, "image names several of file, media_id and source_url", "image"},
		{"cover without a source", Values{"mini_program": over(welcomeApp, Values{"picture": Values{}})}, "mini_program.picture names neither file nor media_id", "mini_program"},
		{"file with two sources", Values{"file": Values{"file": pictures["a"], "media_id": "x"}}, "file names both file and media_id", "file"},
		{"text named .png", Values{"image": Values{"file": pictures["text"]}}, "which is no JPG or PNG, whatever it is called", "image"},
		{"11 MB", Values{"image": Values{"file": pictures["large"]}}, "of 11.0 MB; WeCom takes at most 10 MB here", "image"},
		{"missing file", Values{"video": Values{"file": pictures["missing"]}}, "which does not exist", "video"},
		{"picture as video", Values{"video": Values{"file": pictures["a"]}}, "which is no MP4, whatever it is called", "video"},
		{"large video", Values{"video": Values{"file": films["large"]}}, "WeCom takes at most 10 MB here", "video"},
		{"five bytes", Values{"file": Values{"file": pictures["tiny"]}}, "of 5 bytes; WeCom wants more than 5", "file"},
	},
	Refused: []Refused{
		{Name: "library full", Fault: &emulator.Fault{Path: addWelcome, Kind: emulator.FaultError, Code: 41055},
			Says: []string{"The library of the corp has as many welcome messages (入群欢迎语) as WeCom allows (100)."}},
		{Name: "empty part", Fault: &emulator.Fault{Path: addWelcome, Kind: emulator.FaultError, Code: 40063}, Says: []string{"A part of the welcome message is empty"}},
		{Name: "media id of nobody", Values: Values{"image": Values{"media_id": "nobody"}}, Says: []string{"a media id of the template is wrong, has expired (after three days)"}},
		{Name: "address of elsewhere", Values: Values{"image": Values{"source_url": "https://example.com/p.png"}}, Says: []string{"errcode 40058"}},
		{Name: "app not listed", Corp: func(c *emulator.Corp) { c.Apps[1].CustomerContact = false }, Says: []string{"errcode 48002", "客户联系 → 可调用接口的应用"}},
		{Name: "no upload left", Values: withImage, Fault: &emulator.Fault{Path: "media/uploadimg", Kind: emulator.FaultError, Code: 45009, Times: 50}, Says: []string{"errcode 45009"}},
	},
	Partial: []Partial{{
		Name: "reading back", To: withImage, Warned: true, Says: "created but not read back", Sends: []string{"media/uploadimg", addWelcome}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "group_welcome_template/get", Kind: emulator.FaultServerError, Times: 20}},
	}},
	WrongIDs: map[string]string{"x" + blank: "A welcome template is imported by its template_id", "nosuch": "there is no template of this id"},
	Loss: Loss{
		Destroy: `Destroying group welcome template "欢迎" ({id}) destroys its welcome message (入群欢迎语). Members can no longer choose it for their groups once this plan is applied`,
		Refused: "another app or the console made it, and an app can change and delete only the templates that it made itself", Page: "客户联系 → 入群欢迎语",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, w := range c.WelcomeTemplates {
			id := w.ID
			w.ID, w.CreateTime = "", 0
			if w.Image != "" && w.Image != "another" { // whose address every upload makes new
				w.Image = "some"
			}
			out[id] = w
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteWelcomeTemplate(id) },
	Calls:    Calls{Create: addWelcome, Update: editWelcome, Delete: "group_welcome_template/del", Reads: []string{"group_welcome_template/get"}},
	Other:    map[string]string{"media/uploadimg": "a picture has an address and is no object: the ladder of welcome templates uploads it"},
	Families: []string{"external", "group_welcome_template", "media"},
	Spares: map[string]string{
		"WelcomeOmittedKept=true": "then nothing can be taken out; the rung unset holds what is said",
	},
	Unlisted: "WeCom lists no templates by API, so it cannot be looked for there",
	Many:     func(i int) Values { return Values{"text": fmt.Sprint("欢迎", i)} },
	Refresh:  func(n int) int { return n + 1 },
	Hostile: acctest.Hostile{ID: "msg1", Config: `{"text":"t","notify_members":false,"deletion_protection":false}`, Answers: []string{
		hostileWelcome, `{"errcode":0,"template_id":"msg1"}` + acctest.AnswerEnd + hostileWelcome, `{"errcode":0,"image":{"pic_url":"p"}}`, `{"errcode":0}`,
		`{"errcode":0,"text":[],"image":{},"link":{"title":7,"url":null},"miniprogram":{"appid":"a","pic_media_id":""},"file":{"media_id":"f"},"video":null}`,
		`{"errcode":40058,"errmsg":"x"}` + acctest.AnswerEnd + `{"errcode":40036,"errmsg":"x"}`, `{"errcode":40001,"errmsg":"x"}`, `<html>`,
	}},
})

const hostileWelcome = `{"errcode":0,"text":{"content":"t"},"link":{"title":"l","picurl":"p","desc":"d","url":"u"}}`
