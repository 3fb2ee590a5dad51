// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"image"
	_ "image/jpeg" // one of the two forms of pictures
	_ "image/png"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// mediaLife is how long a temporary media id can be used (page 90253).
const mediaLife = 3 * 24 * time.Hour

// mediaFile is an uploaded file.
type mediaFile struct {
	Kind    string `json:"kind"` // image, voice, video or file
	Created int64  `json:"created"`
	Content []byte `json:"content"`
	// Attachment is the attachment_type of media/upload_attachment, 0 for media/upload.
	Attachment int64 `json:"attachment_type,omitempty"`
}

// Values of attachment_type (page 95098).
const (
	attachMoment int64 = 1
	attachAlbum  int64 = 2
)

// Longest sides of a picture in a moment.
const (
	maxMomentLong  = 10_800
	maxMomentShort = 1_080
)

func (f mediaFile) expired(now time.Time) bool {
	return now.Unix() >= f.Created+int64(mediaLife/time.Second)
}

const familyMedia = "media"

func mediaRoutes() []core.Route {
	row := func(name string, page int, by core.Callers, handle core.Handler, query ...string) core.Route {
		return core.Route{Method: "POST", Path: "media/" + name, Page: page, Family: familyMedia, By: by, Write: true, Form: true, Silent: true, Query: query, Handle: handle}
	}
	return []core.Route{
		row("upload", 90253, core.Anyone, get(uploadMedia), "type"),
		row("uploadimg", 90256, core.Anyone, get(uploadImage)),
		row("upload_attachment", 95098, core.ByListedApp|core.ByCustomerContact, get(uploadAttachment), "media_type", "attachment_type"),
	}
}

// mediaLimit is a size in bytes and the code for more; every file must be larger than 5 bytes.
type mediaLimit struct{ bytes, code int }

var (
	mediaLimits = map[string]mediaLimit{
		"image": {10 << 20, 40009}, "voice": {2 << 20, 45001}, "video": {10 << 20, 40011}, "file": {20 << 20, 45001},
	}
	attachmentLimits = map[string]mediaLimit{"image": {10 << 20, 41080}, "video": {10 << 20, 41080}, "file": {10 << 20, 41080}}
)

const minMediaBytes = 5

func uploadMedia(c *call) (any, error) {
	kind := c.Query["type"]
	limit, ok := mediaLimits[kind]
	if !ok {
		return nil, core.Fail(40005)
	}
	content, err := mediaContent(c, kind, limit, core.FailText(40004, "invalid media type"))
	if err != nil {
		return nil, err
	}
	return struct {
		wireMedia
		CreatedAt string `json:"created_at"`
	}{c.store.keepMedia(kind, content, 0), strconv.FormatInt(c.store.Now().Unix(), 10)}, nil
}

type wireMedia struct {
	Type    string `json:"type"`
	MediaID string `json:"media_id"`
}

// uploadAttachment is for moments and product albums: albums take images only, moments images and videos. Which code
// answers a kind that does not fit is assumed; the length of a video is not looked at.
func uploadAttachment(c *call) (any, error) {
	kind := c.Query["media_type"]
	limit, ok := attachmentLimits[kind]
	use, err := strconv.ParseInt(c.Query["attachment_type"], 10, 64)
	switch {
	case !ok:
		return nil, core.FailText(40004, "invalid media type")
	case err != nil || use != attachMoment && use != attachAlbum:
		return nil, core.BadParameter("attachment_type")
	case kind == "file" || kind == "video" && use == attachAlbum:
		return nil, core.Fail(41072)
	}
	content, err := mediaContent(c, kind, limit, core.Fail(41090))
	if err != nil {
		return nil, err
	}
	if size, _, err := image.DecodeConfig(bytes.NewReader(content)); err == nil && use == attachMoment &&
		(max(size.Width, size.Height) > maxMomentLong || min(size.Width, size.Height) > maxMomentShort) {
		return nil, core.Fail(41081)
	}
	return struct {
		wireMedia
		CreatedAt int64 `json:"created_at"`
	}{c.store.keepMedia(kind, content, use), c.store.Now().Unix()}, nil
}

// mediaContent reads the file of an upload and checks its size and form.
func mediaContent(c *call, kind string, limit mediaLimit, noVideo error) ([]byte, error) {
	content, err := mediaPart(c.Raw, c.ContentType)
	switch {
	case err != nil:
		return nil, err
	case len(content) <= minMediaBytes:
		return nil, core.Fail(40006)
	case len(content) > limit.bytes:
		return nil, core.Fail(limit.code)
	}
	form := http.DetectContentType(content)
	switch {
	case kind == "image" && form != "image/jpeg" && form != "image/png":
		return nil, core.Fail(40123)
	case kind == "voice" && !bytes.HasPrefix(content, []byte("#!AMR")):
		return nil, core.Fail(301017)
	case kind == "video" && form != "video/mp4":
		return nil, noVideo
	}
	return content, nil
}

// mediaPart finds the file in the form field "media".
func mediaPart(raw []byte, contentType string) ([]byte, error) {
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/form-data" {
		return nil, core.Fail(44001)
	}
	form := multipart.NewReader(bytes.NewReader(raw), params["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, core.Fail(44001)
		}
		if part.FormName() != "media" || part.FileName() == "" {
			continue
		}
		content, err := io.ReadAll(part)
		if err != nil || len(content) == 0 {
			return nil, core.Fail(44001)
		}
		return content, nil
	}
}

// keepMedia stores a file under a new id; the same bytes get another id each time, unless the switch says otherwise.
func (st *store) keepMedia(kind string, content []byte, use int64) wireMedia {
	return wireMedia{kind, st.putMedia(mediaFile{kind, st.Now().Unix(), content, use})}
}

func (st *store) putMedia(file mediaFile) string {
	for _, id := range core.SortedKeys(st.state.Media) {
		same := st.state.Media[id]
		if st.sw.MediaReused && same.Kind == file.Kind && same.Attachment == file.Attachment && (!same.expired(st.Now()) || same.Kind == kindUploaded) && bytes.Equal(same.Content, file.Content) {
			return id
		}
	}
	id := st.NewID("3", 43, func(id string) bool { _, taken := st.state.Media[id]; return taken })
	if st.state.Media == nil {
		st.state.Media = map[string]mediaFile{}
	}
	st.state.Media[id] = file
	return id
}

// usablePicture says whether a media id is that of an image which was uploaded for this use and has not expired.
func (st *store) usablePicture(id string, use int64) error { return st.usableMedia(id, "image", use) }

// usableMedia is that of a file of any kind.
func (st *store) usableMedia(id, kind string, use int64) error {
	file, ok := st.state.Media[id]
	switch {
	case !ok || file.Kind != kind || file.Attachment != use && (use == 0 || file.Attachment == 0 || st.sw.Media40007):
		return core.Fail(40007)
	case file.Attachment != use:
		return core.Fail(41072)
	case !file.expired(st.Now()):
		return nil
	case st.sw.ExpiredMedia40145:
		return core.Fail(40145)
	}
	return core.Fail(40007)
}

// kindUploaded is a picture of media/uploadimg: it has an address and no media id, and never expires.
const kindUploaded = "uploadimg"

// Limits of media/uploadimg (page 90256).
const (
	maxUploadedBytes  = 2 << 20
	maxUploadsADay    = 1000
	maxUploadsAMonth  = 3000
	uploadedMonthDays = "2006-01"
)

// uploadImage answers an address that lives for good. Which formats it takes is open.
func uploadImage(c *call) (any, error) {
	st := c.store
	content, err := mediaPart(c.Raw, c.ContentType)
	switch form := http.DetectContentType(content); {
	case err != nil:
		return nil, err
	case len(content) <= minMediaBytes:
		return nil, core.Fail(40006)
	case len(content) > maxUploadedBytes:
		return nil, core.Fail(40009)
	case form != "image/jpeg" && form != "image/png" && !(form == "image/gif" && st.sw.UploadImageGIF):
		return nil, core.Fail(40123)
	}
	day := st.Now().In(core.China).Format(time.DateOnly)
	if st.state.UploadsDay != day {
		if !strings.HasPrefix(st.state.UploadsDay, day[:len(uploadedMonthDays)]) {
			st.state.MonthUploads = 0
		}
		st.state.UploadsDay, st.state.DailyUploads = day, 0
	}
	if st.state.DailyUploads >= core.OrDefault(st.limits.DailyUploads, maxUploadsADay) || st.state.MonthUploads >= core.OrDefault(st.limits.MonthlyUploads, maxUploadsAMonth) {
		return nil, core.Fail(45009)
	}
	st.state.DailyUploads++
	st.state.MonthUploads++
	id := st.putMedia(mediaFile{Kind: kindUploaded, Created: st.Now().Unix(), Content: content})
	return map[string]string{"url": c.Base + picturePath(id)}, nil
}

// uploadedImage is the picture of uploadimg that an address names; "" is none.
func (st *store) uploadedImage(address string) string {
	for id, file := range st.state.Media {
		if file.Kind == kindUploaded && strings.HasSuffix(address, picturePath(id)) {
			return id
		}
	}
	return ""
}

// forgetMedia drops files that have expired and that no message shows.
func (st *store) forgetMedia(media map[string]mediaFile) {
	shown := map[string]bool{}
	for w := range st.ways.All() {
		if w.Conclusions != nil && w.Conclusions.Image != nil {
			shown[w.Conclusions.Image.MediaID] = true
		}
	}
	for w := range st.welcomes.All() {
		shown[w.Image] = true
	}
	oldest := st.Now().Add(-2 * mediaLife).Unix() // expired ids stay for a while, so that they answer as expired
	maps.DeleteFunc(media, func(id string, file mediaFile) bool {
		return file.Created < oldest && !shown[id] && file.Kind != kindUploaded
	})
}
