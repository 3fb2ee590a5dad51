// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/textproto"
	"time"
)

// File is what an upload carries, as a form with one field, media (doc 90253). It is repeated like any call that makes
// no object: a file that arrives twice is two ids, of which one is never used.
type File struct {
	Name    string // shown to who receives it
	Type    string // such as image/png
	Content []byte
}

// content is the body of a request.
type content struct {
	kind  string // Content-Type
	bytes []byte
}

// slowest is how many bytes a second an upload makes at the least, beyond the time of an attempt.
const slowest = 64 << 10

func (b *content) takes() time.Duration {
	if b == nil {
		return 0
	}
	return time.Duration(len(b.bytes)/slowest) * time.Second
}

// encode returns the body, nil for none.
func (r *Request) encode() (*content, error) {
	switch {
	case r.File != nil:
		return r.File.encode()
	case r.Body == nil:
		return nil, nil
	}
	b, err := encode(r.Body)
	// Without the charset Chinese names have been refused with 60009.
	return &content{"application/json; charset=utf-8", b}, err
}

func (f *File) encode() (*content, error) {
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	head := textproto.MIMEHeader{}
	disposition := multipart.FileContentDisposition("media", f.Name)
	head.Set("Content-Disposition", fmt.Sprintf("%s; filelength=%d", disposition, len(f.Content)))
	head.Set("Content-Type", f.Type)
	part, err := form.CreatePart(head)
	if err == nil {
		_, err = part.Write(f.Content)
	}
	if err == nil {
		err = form.Close()
	}
	return &content{form.FormDataContentType(), b.Bytes()}, err
}
