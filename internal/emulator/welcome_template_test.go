// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"strings"
	"testing"
)

var _ = callable([3]int{48002, 1, 1},
	"externalcontact/group_welcome_template/add", "externalcontact/group_welcome_template/edit", "externalcontact/group_welcome_template/get", "externalcontact/group_welcome_template/del")

var _ = callable([3]int{1, 1, 1},
	"media/uploadimg")

const (
	welcomeAdd  = "externalcontact/group_welcome_template/add"
	welcomeEdit = "externalcontact/group_welcome_template/edit"
	welcomeGet  = "externalcontact/group_welcome_template/get"
	welcomeDel  = "externalcontact/group_welcome_template/del"
)

func (c *caller) addWelcome(keys string) string {
	c.t.Helper()
	r := c.post(ExampleSecret, welcomeAdd, `{`+keys+`}`)
	wantCode(c.t, r, 0)
	return r["template_id"].(string)
}

func (c *caller) editWelcome(id, keys string, code int) {
	c.t.Helper()
	wantCode(c.t, c.post(ExampleSecret, welcomeEdit, fmt.Sprintf(`{"template_id":%q,%s}`, id, keys)), code)
}

func (c *caller) welcome(id string) reply {
	c.t.Helper()
	r := c.post(ExampleSecret, welcomeGet, fmt.Sprintf(`{"template_id":%q}`, id))
	wantCode(c.t, r, 0)
	return r
}

// branchesOf are the keys of a template beside the usual ones.
func branchesOf(r reply) string {
	var out []string
	for _, key := range []string{"text", "image", "link", "miniprogram", "file", "video"} {
		if v, there := r[key]; there {
			out = append(out, key+strings.TrimPrefix(asJSON(v), `{"content":`))
			if key != "text" {
				out[len(out)-1] = key
			}
		}
	}
	return strings.Join(out, " ")
}

func (c *caller) uploadImage() string {
	c.t.Helper()
	r := c.send("media/uploadimg?", "media", samplePNG(c.t, 3))
	wantCode(c.t, r, 0)
	return r["url"].(string)
}

func TestWelcomeTemplateLife(t *testing.T) {
	c := start(t, ExampleCorp())
	const text = `"text":{"content":"欢迎"}`
	address := c.uploadImage()
	id := c.addWelcome(text + `,"image":{"pic_url":"` + address + `"},"notify":0`)
	equal(t, "shown", branchesOf(c.welcome(id)), `text"欢迎"} image`)
	shown := c.welcome(id).obj("image")["pic_url"].(string)
	for _, at := range []string{address, shown} {
		if status, kind, _ := c.fetch(at); status != 200 || kind != "image/png" {
			t.Errorf("%s: %d %s", at, status, kind)
		}
	}
	equal(t, "told", c.srv.Corp().WelcomeTemplates[0].Notified, false)
	c.editWelcome(id, `"text":{"content":"b"}`, 0)
	equal(t, "replaced", branchesOf(c.welcome(id)), `text"b"}`)
	c.editWelcome(id, `"link":{"title":"l","url":"u"}`, 0)
	equal(t, "link", branchesOf(c.welcome(id)), "link")
	media := c.upload("image", "media", samplePNG(t, 3))["media_id"].(string)
	c.editWelcome(id, `"miniprogram":{"title":"t","appid":"a","page":"p","pic_media_id":"`+media+`"}`, 0)
	if got := c.welcome(id).obj("miniprogram")["pic_media_id"]; got == any(media) || got == c.welcome(id).obj("miniprogram")["pic_media_id"] {
		t.Errorf("the cover is shown as %v", got)
	}
	file := c.upload("file", "media", []byte("a file of some kind"))["media_id"].(string)
	c.editWelcome(id, text+`,"file":{"media_id":"`+file+`"}`, 0)
	equal(t, "file", branchesOf(c.welcome(id)), `text"欢迎"} file`)
	c.editWelcome(id, text+`,"file":{"media_id":"`+c.welcome(id).obj("file")["media_id"].(string)+`"}`, 40007)
	for _, path := range []string{welcomeEdit, welcomeDel} {
		body := fmt.Sprintf(`{"template_id":%q%s}`, id, map[bool]string{true: "," + text}[path == welcomeEdit])
		wantCode(t, c.post(ExampleSecondSecret, path, body), 41058)
	}
	wantCode(t, c.post(ExampleSecondSecret, welcomeGet, fmt.Sprintf(`{"template_id":%q}`, id)), 0)
	wantCode(t, c.post(ExampleSecret, welcomeDel, fmt.Sprintf(`{"template_id":%q}`, id)), 0)
	wantCode(t, c.post(ExampleSecret, welcomeGet, fmt.Sprintf(`{"template_id":%q}`, id)), 40036)
	c.addWelcome(text)
	equal(t, "without notify members are told", c.srv.Corp().WelcomeTemplates[0].Notified, true)
	c.noViolations()
}

func TestWelcomeTemplateRules(t *testing.T) {
	c := start(t, ExampleCorp(), WithLimits(Limits{WelcomeTemplates: 1, DailyUploads: 1}))
	long := func(n int) string { return strings.Repeat("a", n) }
	for _, tt := range []struct {
		keys string
		code int
	}{
		{``, 40058}, {`"text":{"content":""}`, 40063}, {`"text":{}`, 40063}, {`"text":{"content":"` + long(3001) + `"}`, 40058},
		{`"text":{"content":"a"},"image":{}`, 40063}, {`"image":{"media_id":"x"}`, 40007}, {`"image":{"pic_url":"http://elsewhere/p"}`, 40058},
		{`"link":{"title":"a"}`, 40063}, {`"link":{"title":"` + long(129) + `","url":"u"}`, 40058}, {`"link":{"title":"a","url":"u","desc":"` + long(513) + `"}`, 40058},
		{`"miniprogram":{"title":"a","appid":"a","page":"p"}`, 40063}, {`"miniprogram":{"title":"a","appid":"a","page":"p","pic_media_id":"x"}`, 40007},
		{`"file":{}`, 40063}, {`"video":{"media_id":"x"}`, 40007},
	} {
		if r := c.post(ExampleSecret, welcomeAdd, `{`+tt.keys+`}`); r.code() != tt.code {
			t.Errorf("%.100s: %v, want %d", tt.keys, r, tt.code)
		}
	}
	c.noViolations()
	address := c.uploadImage()
	wantCode(t, c.send("media/uploadimg?", "media", samplePNG(t, 3)), 45009)
	c.srv.Advance(24 * 3600 * 1e9)
	wantCode(t, c.send("media/uploadimg?", "media", samplePNG(t, 3)), 0)
	wantCode(t, c.send("media/uploadimg?", "media", append(samplePNG(t, 3), make([]byte, 2<<20)...)), 40009)
	wantCode(t, c.send("media/uploadimg?", "media", []byte("no picture")), 40123)
	wantCode(t, c.send("media/uploadimg?", "media", []byte("tiny")), 40006)
	c.srv.Advance(100 * mediaLife) // the address lives for good
	c.addWelcome(`"image":{"pic_url":"` + address + `"},"link":{"title":"a","url":"u"},"agentid":1`)
	wantCode(t, c.post(ExampleSecret, welcomeAdd, `{"text":{"content":"a"}}`), 41055)
	equal(t, "violations", strings.Join(c.srv.Violations(), "; "),
		welcomeAdd+": agentid: of suites only; "+welcomeAdd+": several messages beside the text, of which one counts")
}

func TestWelcomeSwitches(t *testing.T) {
	c := start(t, ExampleCorp())
	address := c.uploadImage()
	id := c.addWelcome(`"text":{"content":"a"},"image":{"pic_url":"` + address + `"}`)
	set := func(edit func(*Switches)) { c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; edit(sw) }) }
	for reading, code := range map[string]int{"": 40036, "40037": 40037, "40058": 40058, "60203": 60203} {
		set(func(sw *Switches) { sw.WelcomeUnknown = reading })
		wantCode(t, c.post(ExampleSecret, welcomeGet, `{"template_id":"x"}`), code)
	}
	set(func(sw *Switches) { sw.WelcomeOmittedKept = true })
	c.editWelcome(id, `"text":{"content":"b"}`, 0)
	equal(t, "kept", branchesOf(c.welcome(id)), `text"b"} image`)
	for reading, want := range map[string]string{EmptyNull: "null", EmptyShown: "{}"} {
		set(func(sw *Switches) { sw.WelcomeNoBranch = reading })
		equal(t, reading, asJSON(c.welcome(id)["link"])+asJSON(c.welcome(id)["miniprogram"]), want+want)
	}
	set(func(sw *Switches) { sw.WelcomeURLSame = true })
	equal(t, "address", c.welcome(id).obj("image")["pic_url"], any(address))
	set(func(sw *Switches) {})
	shown := c.welcome(id).obj("image")["pic_url"].(string)
	c.editWelcome(id, `"image":{"pic_url":"`+shown+`"}`, 40058)
	set(func(sw *Switches) { sw.WelcomeShownURLTaken = true })
	c.editWelcome(id, `"image":{"pic_url":"`+shown+`"}`, 0)
	file := c.upload("file", "media", []byte("a file of some kind"))["media_id"].(string)
	c.editWelcome(id, `"file":{"media_id":"`+file+`"}`, 0)
	set(func(sw *Switches) { sw.WelcomeMediaSame = true })
	equal(t, "same", c.welcome(id).obj("file")["media_id"], any(file))
	c.srv.Advance(mediaLife)
	c.editWelcome(id, `"file":{"media_id":"`+file+`"}`, 40007)
	set(func(sw *Switches) { sw.WelcomeMediaLives = true })
	c.editWelcome(id, `"file":{"media_id":"`+c.welcome(id).obj("file")["media_id"].(string)+`"}`, 0)
	set(func(sw *Switches) { sw.WelcomeInUseKept = true })
	if err := c.srv.Console().UpdateWelcomeTemplate(id, func(w *WelcomeTemplate) { w.InUse = true }); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecret, welcomeDel, fmt.Sprintf(`{"template_id":%q}`, id)), 40058)
	set(func(sw *Switches) { sw.UploadImageGIF = true })
	gif := append([]byte("GIF89a"), make([]byte, 20)...)
	wantCode(t, c.send("media/uploadimg?", "media", gif), 0)
	set(func(sw *Switches) {})
	wantCode(t, c.send("media/uploadimg?", "media", gif), 40123)
	wantCode(t, c.post(ExampleSecret, welcomeDel, fmt.Sprintf(`{"template_id":%q}`, id)), 0)
	c.noViolations()
}

var _ = serves(func(s serving) {
	welcome := fmt.Sprintf(`{"template_id":%q`, s.call("add welcome", welcomeAdd, `{"text":{"content":"a"},"notify":0}`)["template_id"])
	s.call("edit welcome", welcomeEdit, welcome+`,"text":{"content":"x"}}`)
	s.shows("welcome", "x", func() any { return s.call("get welcome", welcomeGet, welcome+"}").obj("text")["content"] })
	s.call("delete", welcomeDel, welcome+"}")
})
