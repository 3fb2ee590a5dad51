// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"cmp"
	"fmt"
	"io"
	"net/http"
	"strings"

	"rsc.io/qr"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// Addresses of pictures and pages that answers point to. They need no token, as WeCom's own do not.
const (
	qrPrefix      = "/qr/"      // PNG of a contact way's code
	picturePrefix = "/picture/" // picture of a closing message
	scanPrefix    = "/scan/"    // what the code says: a page that tells what scanning it would do
)

// scanned says what a code that still works does; "" when it is dead.
func (st *store) scanned(code string) string {
	if way := st.wayByCode(code); way != nil {
		return fmt.Sprintf("Contact way (联系我) %s of an emulated WeCom.\nmembers: %s\ndepartments: %v\nremark: %s\nstate: %s\nadded without approval: %t\n",
			way.ConfigID, strings.Join(way.Users, ", "), way.Departments, way.Remark, way.State, way.SkipVerify)
	}
	if way := st.joinWays.Some(func(w *JoinWay) bool { return w.code() == code }); way != nil {
		return fmt.Sprintf("Join way (加入群聊) %s of an emulated WeCom.\ngroups: %s\nremark: %s\nstate: %s\n",
			way.ConfigID, strings.Join(way.Chats, ", "), way.Remark, way.State)
	}
	return ""
}

// wayByCode finds a contact way whose code still works; codes of deleted and expired ways are dead.
func (st *store) wayByCode(code string) *ContactWay {
	return st.ways.Some(func(w *ContactWay) bool {
		return w.Scene == SceneQRCode && w.code() == code && !w.expired(st.Now())
	})
}

func serveQR(w http.ResponseWriter, world core.World, base, name string) {
	code, isPNG := strings.CutSuffix(name, ".png")
	if !isPNG || world.(*store).scanned(code) == "" { //nolint:errcheck // the only world
		http.Error(w, "404 page not found", http.StatusNotFound)
		return
	}
	picture, err := qr.Encode(base+scanPrefix+code, qr.M)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(picture.PNG())
}

func serveScan(w http.ResponseWriter, world core.World, _, code string) {
	text := world.(*store).scanned(code) //nolint:errcheck // the only world
	if text == "" {
		http.Error(w, "404 page not found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = io.WriteString(w, text)
}

func servePicture(w http.ResponseWriter, world core.World, _, name string) {
	var content []byte
	st := world.(*store) //nolint:errcheck // the only world
	for way := range st.ways.All() {
		if way.Conclusions != nil && way.Conclusions.Image != nil && picturePath(way.Conclusions.Image.MediaID) == picturePrefix+name {
			content = st.state.Media[way.Conclusions.Image.MediaID].Content
		}
	}
	for id, file := range st.state.Media {
		if file.Kind == kindUploaded && picturePath(id) == picturePrefix+name {
			content = file.Content
		}
	}
	for w := range st.welcomes.All() {
		if w.Image != "" && st.welcomePicture(w.Image) == picturePrefix+name {
			content = st.state.Media[cmp.Or(st.uploadedImage(w.Image), w.Image)].Content
		}
	}
	if content == nil {
		http.Error(w, "404 page not found", http.StatusNotFound)
		return
	}
	w.Header().Set("Content-Type", http.DetectContentType(content))
	_, _ = w.Write(content)
}
