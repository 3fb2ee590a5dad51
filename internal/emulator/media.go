// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"bytes"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/http"
	"strconv"
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
}

func (f mediaFile) expired(now time.Time) bool {
	return now.Unix() >= f.Created+int64(mediaLife/time.Second)
}

const familyMedia = "media"

func mediaRoutes() []core.Route {
	return []core.Route{
		{Method: "POST", Path: "media/upload", Page: 90253, Family: familyMedia, By: core.Anyone, Write: true, Form: true, Silent: true, Query: []string{"type"}, Handle: get(uploadMedia)},
	}
}

// mediaLimits are the sizes in bytes and the codes for more; every file must be larger than 5 bytes.
var mediaLimits = map[string]struct{ bytes, code int }{
	"image": {10 << 20, 40009}, "voice": {2 << 20, 45001}, "video": {10 << 20, 40011}, "file": {20 << 20, 45001},
}

const minMediaBytes = 5

func uploadMedia(c *call) (any, error) {
	kind := c.Query["type"]
	limit, ok := mediaLimits[kind]
	if !ok {
		return nil, core.Fail(40005)
	}
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
		return nil, core.FailText(40004, "invalid media type")
	}
	id := c.store.putMedia(mediaFile{kind, c.store.Now().Unix(), content})
	return struct {
		Type      string `json:"type"`
		MediaID   string `json:"media_id"`
		CreatedAt string `json:"created_at"`
	}{kind, id, strconv.FormatInt(c.store.Now().Unix(), 10)}, nil
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

// putMedia stores a file under a new id; the same bytes get another id each time, unless the switch says otherwise.
func (st *store) putMedia(file mediaFile) string {
	for _, id := range core.SortedKeys(st.state.Media) {
		same := st.state.Media[id]
		if st.sw.MediaReused && same.Kind == file.Kind && !same.expired(st.Now()) && bytes.Equal(same.Content, file.Content) {
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

// usableImage says whether a media id is that of an image which has not expired.
func (st *store) usableImage(id string) error {
	file, ok := st.state.Media[id]
	switch {
	case !ok || file.Kind != "image":
		return core.Fail(40007)
	case file.expired(st.Now()):
		if st.sw.ExpiredMedia40145 {
			return core.Fail(40145)
		}
		return core.Fail(40007)
	}
	return nil
}

// forgetMedia drops files that have expired and that no closing message shows.
func (st *store) forgetMedia(media map[string]mediaFile) {
	shown := map[string]bool{}
	for w := range st.ways.All() {
		if w.Conclusions != nil && w.Conclusions.Image != nil {
			shown[w.Conclusions.Image.MediaID] = true
		}
	}
	oldest := st.Now().Add(-2 * mediaLife).Unix() // expired ids stay for a while, so that they answer as expired
	maps.DeleteFunc(media, func(id string, file mediaFile) bool { return file.Created < oldest && !shown[id] })
}
