// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package media lets a picture, a video or a file be a path in the configuration: the plan reads and checks it, a
// changed digest is a planned change, and the upload happens right before the call that needs it. WeCom's media ids
// live for three days (doc 90253) and never reach the state as something to compare.
package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// Format is a kind of file, told by its first bytes.
type Format struct {
	Name, Type string // PNG, image/png
	magic      []byte
	at         int
}

// The formats that WeCom takes.
var (
	JPG = Format{"JPG", "image/jpeg", []byte{0xff, 0xd8, 0xff}, 0}
	PNG = Format{"PNG", "image/png", []byte("\x89PNG\r\n\x1a\n"), 0}
	MP4 = Format{"MP4", "video/mp4", []byte("ftyp"), 4}
)

// Limit is what one upload endpoint takes.
type Limit struct {
	Formats []Format // nil: any
	Most    int      // bytes
	Page    int      // official page
}

// Limits of the endpoints, each with the official page.
var (
	// AlbumPicture is upload_attachment with attachment_type 2 (doc 95098).
	AlbumPicture = Limit{[]Format{JPG, PNG}, 10 << 20, 95098}
	// Image, Video and Plain are media/upload of an image, a video and a file of any kind (doc 90253).
	Image = Limit{[]Format{JPG, PNG}, 10 << 20, 90253}
	Video = Limit{[]Format{MP4}, 10 << 20, 90253}
	Plain = Limit{nil, 20 << 20, 90253}
)

// MostUploadImage is what media/uploadimg takes, in bytes (doc 90256).
const MostUploadImage = 2 << 20

// least is what every file must exceed, in bytes (doc 90253, 95098).
const least = 5

func (l Limit) formats() string {
	names := make([]string, 0, len(l.Formats))
	for _, f := range l.Formats {
		names = append(names, f.Name)
	}
	return strings.Join(names, " or ")
}

// words are the limits for a page.
func (l Limit) words() string {
	s := fmt.Sprintf("more than %d bytes, at most %d MB", least, l.Most>>20)
	if len(l.Formats) > 0 {
		s = l.formats() + ", " + s
	}
	return s
}

// Picture is the object by which a configuration names a file.
type Picture struct {
	File    types.String `tfsdk:"file"`
	MediaID types.String `tfsdk:"media_id"`
	SHA256  types.String `tfsdk:"sha256"`
}

// Fields are the attributes of a Picture; key is the API key of its media id.
func Fields(l Limit, key string) field.Fields { return sources(l, key, "`file` and `media_id`") }

// sources are the same where these are the sources to choose from.
func sources(l Limit, key, these string) field.Fields {
	return field.Fields{
		field.Text("file", "Path of a local file, relative to where Terraform runs; `${path.module}/…` is relative to the module", key, field.Optional,
			field.Is(field.NotEmpty), field.Hidden, field.Without("`media_id`"),
			field.Note("Read in the plan: "+l.words()+". Uploaded by the apply, only when its content changed or WeCom wants it again. A file that changes between "+
				"plan and apply is refused before anything is sent. Exactly one of "+these+" is given.")),
		field.Text("media_id", "Media id of a file that was uploaded elsewhere", key, field.Optional, field.Is(field.NotEmpty), field.Hidden, field.Without("`file`"),
			field.Note("Media ids live for three days: prefer `file`. The object keeps the picture. Exactly one of "+these+" is given.")),
		field.Text("sha256", "Digest (SHA-256, hexadecimal) of the content of `file`, known in the plan; null with `media_id`, and after an import until the first apply", "", field.Live, field.Hidden),
	}
}

// Known reports whether anything is known of the picture: after an import nothing is.
func (p Picture) Known() bool { return !p.MediaID.IsNull() || !p.SHA256.IsNull() }

// Same reports whether two pictures are certainly the same, as far as is known.
func (p Picture) Same(o Picture) bool { return p.MediaID.Equal(o.MediaID) && p.SHA256.Equal(o.SHA256) }

// Check refuses a picture that names no source, or two.
func (p Picture) Check(at path.Path, diags *diag.Diagnostics) {
	switch {
	case p.File.IsUnknown() || p.MediaID.IsUnknown():
	case p.File.IsNull() && p.MediaID.IsNull():
		diags.AddAttributeError(root(at), "Picture without a source", fmt.Sprintf("%s names neither file nor media_id. Set file to the path of a picture.", at))
	case !p.File.IsNull() && !p.MediaID.IsNull():
		diags.AddAttributeError(root(at), "Picture with two sources", fmt.Sprintf("%s names both file and media_id. Keep one of the two.", at))
	}
}

// Plan reads the file and sets the digest.
func (p *Picture) Plan(l Limit, at path.Path, diags *diag.Diagnostics) {
	switch {
	case p.File.IsUnknown():
		p.SHA256 = types.StringUnknown()
	case p.File.IsNull():
		p.SHA256 = types.StringNull()
	default:
		content, problem := read(p.File.ValueString(), l)
		if problem != "" {
			p.SHA256 = types.StringUnknown()
			diags.AddAttributeError(root(at), "File cannot be used", fmt.Sprintf("%s.file %s\nhttps://developer.work.weixin.qq.com/document/path/%d", at, problem, l.Page))
			return
		}
		p.SHA256 = types.StringValue(digest(content))
	}
}

// File is what is uploaded.
type File struct {
	Name, Type string
	Content    []byte
}

// Open reads the file of a planned picture again, for its upload; it must be what the plan saw.
func (p Picture) Open(l Limit) (*File, error) {
	name := p.File.ValueString()
	content, problem := read(name, l)
	if problem != "" {
		return nil, errors.New("the file " + problem)
	}
	if !p.SHA256.IsUnknown() && digest(content) != p.SHA256.ValueString() {
		return nil, fmt.Errorf("the file %s changed between plan and apply, so nothing was uploaded: plan again", name)
	}
	f := &File{Name: name[strings.LastIndexAny(name, `/\`)+1:], Type: "application/octet-stream", Content: content}
	for _, of := range l.Formats {
		if of.fits(content) {
			f.Type = of.Type
		}
	}
	return f, nil
}

// Upload gives the media id by which a call names the picture; upload sends a file.
func (p Picture) Upload(ctx context.Context, l Limit, upload func(context.Context, *File) (string, error)) (string, error) {
	if p.File.IsNull() {
		return p.MediaID.ValueString(), nil
	}
	f, err := p.Open(l)
	if err != nil {
		return "", err
	}
	return upload(ctx, f)
}

func (f Format) fits(content []byte) bool {
	return len(content) >= f.at+len(f.magic) && bytes.Equal(content[f.at:f.at+len(f.magic)], f.magic)
}

// read reads a file and says what is wrong with it.
func read(name string, l Limit) (content []byte, problem string) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Sprintf("names %q, which does not exist. A path is relative to the folder in which Terraform runs; ${path.module} begins one in the module's.", name)
	case err != nil:
		return nil, fmt.Sprintf("names %q, which cannot be read: %s", name, err)
	case info.IsDir():
		return nil, fmt.Sprintf("names %q, which is a folder.", name)
	case info.Size() > int64(l.Most):
		return nil, fmt.Sprintf("names %q of %.1f MB; WeCom takes at most %d MB here.", name, float64(info.Size())/(1<<20), l.Most>>20)
	}
	if content, err = os.ReadFile(name); err != nil {
		return nil, fmt.Sprintf("names %q, which cannot be read: %s", name, err)
	}
	if len(content) <= least {
		return nil, fmt.Sprintf("names %q of %d bytes; WeCom wants more than %d.", name, len(content), least)
	}
	for _, f := range l.Formats {
		if f.fits(content) {
			return content, ""
		}
	}
	if len(l.Formats) > 0 {
		return nil, fmt.Sprintf("names %q, which is no %s, whatever it is called: its first bytes are % x. Save it in that format.", name, l.formats(), content[:min(8, len(content))])
	}
	return content, ""
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// root is the attribute of the resource: for the path of a nested one Terraform shows the line of whatever attribute of
// the resource has the same name.
func root(p path.Path) path.Path {
	if name, ok := p.Steps()[0].(path.PathStepAttributeName); ok {
		return path.Root(string(name))
	}
	return p
}
