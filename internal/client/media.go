// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"net/url"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Uploads make ids that end after three days and no objects, so they are repeated after a lost answer.
var (
	mediaUpload = core.Declare(Endpoint{Path: "media/upload", Page: 90253, Write: true})
	mediaAttach = core.Declare(Endpoint{Path: "media/upload_attachment", Page: 95098, Write: true})
)

// File is what is uploaded.
type File = core.File

// MediaService uploads files. Ids are good for 3 days and not interchangeable: an object takes those of one of the two.
type MediaService struct{ service }

type mediaAnswer struct {
	ID string `json:"media_id"`
}

func (a *mediaAnswer) Check(bool) error { return core.Need(a.ID != "", "media_id") }

// Upload uploads an image, voice, video or file, for messages and closing messages (doc 90253, media/upload).
func (s *MediaService) Upload(ctx context.Context, kind string, file *File) (id string, err error) {
	return s.upload(ctx, mediaUpload, url.Values{"type": {kind}}, file)
}

// Attachment types of Attach.
const (
	AttachMoment  = "1"
	AttachProduct = "2"
)

// Attach uploads an image, video or file, for moments or for the product album (doc 95098, media/upload_attachment).
func (s *MediaService) Attach(ctx context.Context, kind, purpose string, file *File) (id string, err error) {
	return s.upload(ctx, mediaAttach, url.Values{"media_type": {kind}, "attachment_type": {purpose}}, file)
}

func (s *MediaService) upload(ctx context.Context, to *Endpoint, query url.Values, file *File) (string, error) {
	var out mediaAnswer
	_, err := s.c.Do(ctx, core.Request{Endpoint: to, Query: query, File: file, Out: &out})
	return out.ID, err
}
