// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"strings"
	"testing"
)

func TestMedia(t *testing.T) {
	f := newFake(t)
	c := f.client()
	file := &File{Name: "封面.png", Type: "image/png", Content: []byte("picture")}
	for path, upload := range map[string]func(context.Context) (string, error){
		mediaUpload.Path: func(ctx context.Context) (string, error) { return c.Media.Upload(ctx, "image", file) },
		mediaAttach.Path: func(ctx context.Context) (string, error) { return c.Media.Attach(ctx, "image", AttachProduct, file) },
	} {
		f.on(path, fail(-1), ok(`{"errcode":0,"errmsg":"","type":"image","media_id":"M1","created_at":"1380000000"}`))
		if id, err := upload(t.Context()); id != "M1" || err != nil {
			t.Errorf("%s: %q, %v", path, id, err)
		}
		last := f.Requests[len(f.Requests)-1]
		query := map[string]string{mediaUpload.Path: "type=image", mediaAttach.Path: "attachment_type=2&media_type=image"}[path]
		if last.Path != path || last.Query != query || !strings.Contains(last.Body, "\r\n\r\npicture\r\n") || !strings.Contains(last.Body, `name="media"`) {
			t.Errorf("%s: sent %s", path, last)
		}
		f.on(path, ok(`{"errcode":0}`))
		if id, err := upload(t.Context()); err == nil {
			t.Errorf("%s: an answer without media_id: %q", path, id)
		}
	}
}
