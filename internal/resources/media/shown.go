// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package media

import (
	"net/url"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// Shown is a Picture that WeCom shows under an address: where that changes, somebody else changed the picture. A state
// that has the file and not its digest says so.
type Shown struct {
	Picture
	URL types.String `tfsdk:"url"`
}

// ShownFields are the attributes of a Shown; key is the API key of its media id, shownKey that of the address.
func ShownFields(l Limit, key, shownKey string) field.Fields {
	return append(Fields(l, key), field.Text("url", "Address under which WeCom shows the picture; null where it shows none", shownKey, field.Live))
}

// Replaced reports whether the picture that WeCom shows is no longer that of the file.
func (p Shown) Replaced() bool { return !p.File.IsNull() && p.SHA256.IsNull() }

// Changes reports whether the picture has to be written over prior. What is not known, as after an import, is as
// configured.
func (p Shown) Changes(prior Shown) bool {
	return prior.Replaced() || prior.Known() && !p.Same(prior.Picture)
}

// Taken reports whether the picture is taken for the one that is there, of which nothing is known.
func (p Shown) Taken(prior Shown) bool {
	return !prior.Known() && !prior.Replaced() && p.Known()
}

// Undeclared is what a configured picture is written over where no configuration has named one, and no import has found
// it either.
func (p Shown) Undeclared() Shown {
	if !p.Known() && p.File.IsNull() {
		p.File = types.StringValue("")
	}
	return p
}

// Plan reads the file, sets the digest, and leaves the address open where the picture is written; prior is nil for a
// new object.
func (p *Shown) Plan(l Limit, at path.Path, prior *Shown, diags *diag.Diagnostics) {
	p.Picture.Plan(l, at, diags)
	if p.URL = types.StringUnknown(); prior != nil && !p.Changes(*prior) {
		p.URL = prior.URL
	}
}

// Moved reports whether address is another one than that of the state, as far as both are known. The host, the query
// and a size at the end do not count: WeCom may choose them anew with each answer.
func (p Shown) Moved(address string) bool {
	return p.URL.ValueString() != "" && address != "" && place(p.URL.ValueString()) != place(address)
}

// See takes over the address that WeCom shows, and reports whether the picture has become another one.
func (p *Shown) See(address string) (moved bool) {
	moved = p.Moved(address)
	switch {
	case moved && !p.File.IsNull():
		p.SHA256 = types.StringNull()
		fallthrough
	case moved, p.URL.ValueString() == "":
		p.URL = field.TextOf(address)
	}
	return moved
}

// place is what of an address tells pictures apart.
func place(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Path == "" {
		return address
	}
	dir, size, _ := cutLast(u.Path)
	if size != "" && strings.Trim(size, "0123456789") == "" {
		return dir
	}
	return u.Path
}

func cutLast(s string) (before, after string, found bool) {
	i := strings.LastIndexByte(s, '/')
	return s[:max(i, 0)], s[i+1:], i >= 0
}
