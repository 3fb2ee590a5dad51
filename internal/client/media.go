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
	mediaImage  = core.Declare(Endpoint{Path: "media/uploadimg", Page: 90256, Write: true})
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

type imageAnswer struct {
	URL string `json:"url"`
}

func (a *imageAnswer) Check(bool) error { return core.Need(a.URL != "", "url") }

// UploadImage uploads a picture of at most 2 MB and returns its address, which lives for good and shows inside WeCom
// only (doc 90256, media/uploadimg). A corp may upload 1000 a day and 3000 a month.
func (s *MediaService) UploadImage(ctx context.Context, file *File) (string, error) {
	var out imageAnswer
	_, err := s.c.Do(ctx, core.Request{Endpoint: mediaImage, File: file, Out: &out})
	return out.URL, err
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

const wrongMedia = "Upload the file again with media/upload and apply within 3 days."

// toldMedia covers uploads (doc 90253, 90254, 90256, 95098) and media ids in the closing message of a contact way.
var toldMedia = topic{title: "Media and attachments", codes: map[int]told{
	40004:  {"The kind of the file is not valid.", "Upload an image, voice, video or file.", "", mediaCall},
	40005:  {"The type of the file is not valid.", "Give JPG or PNG images, AMR voice, MP4 video.", "", mediaCall},
	40006:  {"The size of the file is not valid.", "Files have more than 5 bytes and at most 10 MB (voice 2 MB, files 20 MB).", "", mediaCall},
	40007:  {"The media id is unknown, older than 3 days, or was uploaded for another use.", wrongMedia, "", "Media ids live 3 days, and one of an image does not serve as another kind of file."},
	40009:  {"The size of the image is not valid.", "Give an image of more than 5 bytes and at most 10 MB.", "", mediaCall},
	40011:  {"The size of the video is not valid.", "Give a video of more than 5 bytes and at most 10 MB.", "", mediaCall},
	40123:  {"The image is damaged, or its size differs from the one declared.", "Check that the file opens as JPG or PNG.", "", mediaCall},
	40145:  {"The media id has expired.", wrongMedia, "", "Media ids live 3 days."},
	40146:  {"A part of an encrypted file was asked for at the wrong place.", reportBug, "", mediaCall},
	41006:  {"The media id is missing.", "Give the media id of an uploaded file.", "", mediaCall},
	41080:  {"The attachment's size is not acceptable.", "Give a file of more than 5 bytes and at most 10 MB.", "", mediaCall},
	41081:  {"The attachment's resolution is too high.", "Use at most 10800 pixels on the long side and 1080 on the short one.", "", mediaCall},
	41082:  {"The attachment's video is too long.", "Use a video of at most 30 seconds.", "", mediaCall},
	41090:  {"The attachment is not a valid MP4 video.", "Convert the video to MP4.", "", mediaCall},
	44001:  {"The uploaded file is empty.", "Give a file of more than 5 bytes.", "", mediaCall},
	45001:  {"The file is too large.", "Images and videos have at most 10 MB, voice 2 MB, files 20 MB.", "", mediaCall},
	45007:  {"The voice message is too long.", "Use at most 60 seconds.", "", mediaCall},
	301015: {"The media id of the picture is wrong, has expired (after three days), or is no picture of media/upload.", "Name the picture by file instead of media_id, or upload it again with media/upload (type image).", "", "The media id is older than three days, or was uploaded for something else."},
	301016: {"The voice message is not acceptable.", "Use AMR of at most 60 seconds.", "", mediaCall},
	301017: {"The voice message is not AMR.", "Convert the recording to AMR.", "", mediaCall},
	301019: {"The file differs from its MD5 sum.", "Upload the file again.", "", mediaCall},
	830001: {"WeCom cannot use the URL of the file.", "Give a URL that serves ranges.", "", mediaCall},
	830002: {"The file is too large to be read at once.", reportBug, "", mediaCall},
	830003: {"WeCom could not download the file.", "Check that the URL can be reached from the internet.", "", mediaCall},
	41072:  {"The file was uploaded for another use.", "Upload the file for this use.", "", mediaCall},
}}
