// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"io"
	"mime/multipart"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

var _ = callable([3]int{1, 1, 1},
	"media/upload")

// samplePNG is a picture of the given width.
func samplePNG(t *testing.T, width int) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, width, 1))); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// upload sends a file as media/upload wants it.
func (c *caller) upload(kind, field string, content []byte) reply {
	c.t.Helper()
	return c.send("media/upload?type="+kind, field, content)
}

// send sends a file to one of the paths that take files.
func (c *caller) send(path, field string, content []byte) reply {
	c.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile(field, "shop.png")
	if err != nil {
		c.t.Fatal(err)
	}
	_, _ = part.Write(content)
	_ = form.Close()
	resp, err := http.Post(c.url+"/cgi-bin/"+path+"&access_token="+c.token(ExampleSecret), form.FormDataContentType(), &body)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	var out reply
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		c.t.Fatal(err)
	}
	return out
}

// fetch gets an address without a token.
func (c *caller) fetch(address string) (status int, contentType string, body []byte) {
	c.t.Helper()
	resp, err := http.Get(address)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Content-Type"), body
}

// The limits are those of the file, not of the form around it.
func TestLargestFiles(t *testing.T) {
	c := start(t, ExampleCorp())
	wantCode(t, c.upload("file", "media", make([]byte, 20<<20)), 0)
	wantCode(t, c.upload("file", "media", make([]byte, 20<<20+1)), 45001)
	wantCode(t, c.post(ExampleContactsSecret, "department/create", `{"name":"`+strings.Repeat("a", 20<<20)+`"}`), 40206)
}

func TestMediaUpload(t *testing.T) {
	c := start(t, ExampleCorp())
	picture := samplePNG(t, 3)
	r := c.upload("image", "media", picture)
	wantCode(t, r, 0)
	equal(t, "keys", fmt.Sprint(core.SortedKeys(r)), "[created_at errcode errmsg media_id type]")
	equal(t, "errmsg", r.msg(), "")
	equal(t, "created_at", r["created_at"], any("1772352000"))
	if again := c.upload("image", "media", picture); again["media_id"] == r["media_id"] {
		t.Error("the same bytes gave the same id")
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.MediaReused = true })
	first := c.upload("image", "media", samplePNG(t, 4))["media_id"]
	equal(t, "reused", c.upload("image", "media", samplePNG(t, 4))["media_id"], first)
	c.srv.Advance(mediaLife)
	if c.upload("image", "media", samplePNG(t, 4))["media_id"] == first {
		t.Error("an expired id was given again")
	}
	for _, tt := range []struct {
		kind, field string
		content     []byte
		code        int
	}{
		{"picture", "media", picture, 40005},
		{"image", "file", picture, 44001},
		{"image", "media", nil, 44001},
		{"image", "media", []byte("12345"), 40006},
		{"image", "media", []byte("no picture"), 40123},
		{"image", "media", append(bytes.Clone(picture), make([]byte, 10<<20)...), 40009},
		{"voice", "media", []byte("no voice"), 301017},
		{"voice", "media", append([]byte("#!AMR"), make([]byte, 2<<20)...), 45001},
		{"video", "media", picture, 40004},
		{"file", "media", []byte("mytext"), 0},
	} {
		if r := c.upload(tt.kind, tt.field, tt.content); r.code() != tt.code {
			t.Errorf("%s in %s: %d, want %d", tt.kind, tt.field, r.code(), tt.code)
		}
	}
	c.noViolations()
	wantCode(t, c.do("POST", "media/upload", map[string][]string{"access_token": {c.token(ExampleSecret)}, "type": {"image"}}, `{}`), 44001)
	equal(t, "JSON is reported", len(c.srv.Violations()), 1)
}

// tempWay makes a temporary way with these further keys.
func (c *caller) tempWay(keys string) string {
	c.t.Helper()
	return c.addWay(`{"type":1,"scene":2,"is_temp":true,"user":["wangfang"]` + keys + `}`)
}

func TestTemporaryWay(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.tempWay("")
	temporary := []string{"is_temp", "expires_in", "chat_expires_in", "unionid", "conclusions"}
	equal(t, "defaults", keysOf(c.way(id), temporary...), `true 604800 86400 "" -`)
	c.updateWay(id, `"expires_in":3600,"chat_expires_in":60,"unionid":"oxTW","conclusions":{"text":{"content":"再见"}}`, 0)
	equal(t, "updated", keysOf(c.way(id), temporary...), `true 3600 60 "oxTW" {"text":{"content":"再见"}}`)
	set := func(edit func(*Switches)) { c.srv.SetSwitches(func(sw *Switches) { *sw = Switches{}; edit(sw) }) }
	set(func(sw *Switches) { sw.WayUnionIDKept = true })
	c.updateWay(id, `"remark":"r"`, 0)
	equal(t, "kept", keysOf(c.way(id), temporary...), `true 3600 60 "oxTW" {"text":{"content":"再见"}}`)
	set(func(sw *Switches) { sw.WayEmptyConclusions, sw.WayEmptyText = EmptyIgnored, EmptyIgnored })
	c.updateWay(id, `"conclusions":{},"unionid":""`, 0)
	equal(t, "empty is ignored", keysOf(c.way(id), "unionid", "conclusions"), `"oxTW" {"text":{"content":"再见"}}`)
	set(func(*Switches) {})
	c.updateWay(id, `"conclusions":{},"unionid":""`, 40058)
	c.updateWay(id, `"remark":"r"`, 0)
	equal(t, "without unionid there is no restriction", keysOf(c.way(id), "unionid", "conclusions"), `"" {"text":{"content":"再见"}}`)
	c.updateWay(id, `"unionid":"oxTW"`, 0)
	c.updateWay(id, `"unionid":"","remark":""`, 0)
	equal(t, "empty clears", keysOf(c.way(id), "unionid", "remark"), `"" ""`)
	set(func(sw *Switches) { sw.WayEmptyConclusions = EmptyClears })
	c.updateWay(id, `"conclusions":{}`, 0)
	equal(t, "cleared", keysOf(c.way(id), "conclusions"), `-`)
	c.updateWay(id, `"expires_in":1209601`, 40058)
	for _, tt := range []struct {
		kept bool
		want string
	}{{true, "3600 60"}, {false, "604800 86400"}} {
		set(func(sw *Switches) { sw.WayTempZeroKept = tt.kept })
		c.updateWay(id, `"expires_in":3600,"chat_expires_in":60`, 0)
		c.updateWay(id, `"expires_in":0,"chat_expires_in":0`, 0)
		equal(t, "after zeros", keysOf(c.way(id), "expires_in", "chat_expires_in"), tt.want)
	}
	c.updateWay(id, `"expires_in":3600`, 0)

	address := c.way(id)["qr_code"].(string)
	c.srv.Advance(time.Hour - time.Second)
	c.updateWay(id, `"remark":"in time"`, 0)
	c.srv.Advance(time.Second)
	c.updateWay(id, `"remark":"too late"`, 41044)
	equal(t, "still readable", c.way(id)["remark"], any("in time"))
	status, _, _ := c.fetch(address)
	equal(t, "code of an expired way", status, http.StatusNotFound)
	c.srv.SetSwitches(func(sw *Switches) { sw.WayExpiredGone = true })
	wantCode(t, c.post(ExampleSecret, wayGet, fmt.Sprintf(`{"config_id":%q}`, id)), 41044)
	c.noViolations()

	if err := c.srv.Console().SetClosedFunctions(ClosedFunctions{TemporarySessions: true}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":1,"scene":2,"is_temp":true,"user":["wangfang"]}`), 41200)
	if err := c.srv.Console().SetClosedFunctions(ClosedFunctions{DeveloperAccount: true}); err != nil {
		t.Fatal(err)
	}
	wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":1,"scene":2,"is_temp":true,"user":["wangfang"],"unionid":"o"}`), 41057)
	c.tempWay("")
}

func TestClosingMessage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "corp.json")
	c := open(t, path)
	picture := samplePNG(t, 5)
	media := c.upload("image", "media", picture)["media_id"].(string)
	file := c.upload("file", "media", []byte("mytext"))["media_id"].(string)
	closing := func(branches string) string { return `,"conclusions":{` + branches + `}` }
	read := func(id string) string { return keysOf(c.way(id), "conclusions") }

	id := c.tempWay(closing(`"text":{"content":"谢谢"},"image":{"media_id":"` + media + `"},"link":{"title":"t","url":"https://example.com"}`))
	address := c.way(id).obj("conclusions").obj("image")["pic_url"].(string)
	equal(t, "image wins", read(id), `{"image":{"pic_url":"`+address+`"},"text":{"content":"谢谢"}}`)
	link := c.tempWay(closing(`"link":{"title":"t","picurl":"https://example.com/p","desc":"d","url":"https://example.com"},"miniprogram":{"title":"m","pic_media_id":"x","appid":"wx","page":"/"}`))
	equal(t, "link wins", read(link), `{"link":{"desc":"d","picurl":"https://example.com/p","title":"t","url":"https://example.com"}}`)
	app := c.tempWay(closing(`"image":{"media_id":""},"miniprogram":{"title":"m","pic_media_id":"` + media + `","appid":"wx1","page":"/p"}`))
	cover := c.way(app).obj("conclusions").obj("miniprogram")
	equal(t, "mini program", keysOf(cover, "title", "appid", "page"), `"m" "wx1" "/p"`)
	if got := cover["pic_media_id"]; got == media || got == "" {
		t.Errorf("pic_media_id %v, want another id", got)
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.WayMediaSame = true })
	equal(t, "same id", c.way(app).obj("conclusions").obj("miniprogram")["pic_media_id"], any(media))

	refuse := func(branches string, code int) {
		t.Helper()
		wantCode(t, c.post(ExampleSecret, wayAdd, `{"type":1,"scene":2,"is_temp":true,"user":["wangfang"]`+closing(branches)+`}`), code)
	}
	refuse(`"image":{"media_id":"nope"}`, 40007)
	refuse(`"image":{"media_id":"`+file+`"}`, 40007)
	refuse(`"text":{"content":""},"link":{"title":"","picurl":"","desc":"","url":""}`, 40058)
	// Limits count bytes: 1333 Chinese characters are 3999.
	refuse(`"text":{"content":"`+strings.Repeat("谢", 1333)+`xx"}`, 40058)
	refuse(`"link":{"title":"`+strings.Repeat("x", 129)+`","url":"u"}`, 40058)
	refuse(`"link":{"title":"t","desc":"`+strings.Repeat("x", 513)+`","url":"u"}`, 40058)
	refuse(`"miniprogram":{"title":"`+strings.Repeat("x", 65)+`","pic_media_id":"`+media+`","appid":"a","page":"p"}`, 40058)
	c.noViolations()

	// The picture outlives its media id and a restart.
	c.srv.Advance(mediaLife)
	refuse(`"image":{"media_id":"`+media+`"}`, 40007)
	c.srv.SetSwitches(func(sw *Switches) { sw.ExpiredMedia40145 = true })
	refuse(`"image":{"media_id":"`+media+`"}`, 40145)
	c = open(t, path)
	_, name, _ := strings.Cut(address, picturePrefix)
	status, kind, body := c.fetch(c.url + picturePrefix + name)
	equal(t, "status", status, 200)
	equal(t, "type", kind, "image/png")
	equal(t, "picture", bytes.Equal(body, picture), true)
	status, _, _ = c.fetch(c.url + "/picture/x")
	equal(t, "no picture", status, http.StatusNotFound)
}

func TestQRCode(t *testing.T) {
	c := start(t, ExampleCorp())
	id := c.addWay(plainWay)
	address := c.way(id)["qr_code"].(string)
	if !strings.HasPrefix(address, c.url+"/qr/") {
		t.Fatalf("qr_code %s is not below %s", address, c.url)
	}
	picture := func() string {
		status, kind, body := c.fetch(address)
		equal(t, "status", status, 200)
		equal(t, "type", kind, "image/png")
		if _, err := png.Decode(bytes.NewReader(body)); err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	before := picture()
	c.updateWay(id, `"remark":"x","user":["wuqiang"]`, 0)
	equal(t, "address", c.way(id)["qr_code"], any(address))
	equal(t, "picture", picture() == before, true)
	status, _, page := c.fetch(strings.TrimSuffix(strings.Replace(address, "/qr/", "/scan/", 1), ".png"))
	equal(t, "page", status, 200)
	if !strings.Contains(string(page), "members: wuqiang\ndepartments: [2]\nremark: x\n") {
		t.Errorf("page %q", page)
	}
	equal(t, "pictures are no API calls", len(c.srv.Requests("qr")), 0)
	if err := c.srv.Console().DeleteContactWay(id); err != nil {
		t.Fatal(err)
	}
	status, _, _ = c.fetch(address)
	equal(t, "dead code", status, http.StatusNotFound)

	c = start(t, ExampleCorp(), WithPublicURL("https://wecom.example.org/"))
	if got := c.way(c.addWay(plainWay))["qr_code"].(string); !strings.HasPrefix(got, "https://wecom.example.org/qr/") {
		t.Errorf("qr_code %s", got)
	}
}

func TestTemporarySession(t *testing.T) {
	c := start(t, ExampleCorp())
	const closeChat = "externalcontact/close_temp_chat"
	id := c.tempWay(`,"state":"clinic","chat_expires_in":600`)
	con := c.srv.Console()
	scan, err := con.ScanContactWay(id, "woCustomer1")
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "scan", scan, Scan{"wangfang", "clinic"})
	if _, err := con.ScanContactWay(id, "woCustomer2"); err == nil {
		t.Error("a temporary code was used twice")
	}
	c.updateWay(id, `"remark":"x"`, 41044)
	body := func(user, customer string) string {
		return fmt.Sprintf(`{"userid":%q,"external_userid":%q}`, user, customer)
	}
	wantCode(t, c.post(ExampleSecret, closeChat, body("", "woCustomer1")), 41009)
	wantCode(t, c.post(ExampleSecret, closeChat, body("wangfang", "")), 41035)
	wantCode(t, c.post(ExampleSecret, closeChat, body("wangfang", "somebody")), 40096)
	wantCode(t, c.post(ExampleSecret, closeChat, body("nobody", "woCustomer1")), 60111)
	wantCode(t, c.post(ExampleSecret, closeChat, body("wuqiang", "woCustomer1")), 84061)
	wantCode(t, c.post(ExampleSecret, closeChat, body("wangfang", "woCustomer1")), 0)
	wantCode(t, c.post(ExampleSecret, closeChat, body("wangfang", "woCustomer1")), 84061)
	// Ordinary contacts and sessions that are over cannot be closed.
	plain := c.addWay(plainWay)
	late := c.tempWay(`,"chat_expires_in":600`)
	for way, customer := range map[string]string{plain: "woPlain", late: "woLate"} {
		if _, err := con.ScanContactWay(way, customer); err != nil {
			t.Fatal(err)
		}
	}
	c.srv.Advance(10 * time.Minute)
	wantCode(t, c.post(ExampleSecret, closeChat, body("wangfang", "woPlain")), 84061)
	wantCode(t, c.post(ExampleSecret, closeChat, body("wangfang", "woLate")), 84061)
}
