// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package media

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// Linked is a Shown that an address of media/uploadimg may name, too.
type Linked struct {
	Shown
	SourceURL types.String `tfsdk:"source_url"`
}

// LinkedFields are the attributes of a Linked; key is the API key of its media id, urlKey that of its address.
func LinkedFields(l Limit, key, urlKey string) field.Fields {
	return append(sources(l, key, "`file`, `media_id` and `source_url`"),
		field.Text("source_url", "Address of a picture that was uploaded elsewhere with media/uploadimg (official page 90256), which lives for good", urlKey, field.Optional,
			field.Is(field.NotEmpty), field.Hidden, field.Without("`file`")),
		field.Text("url", "Address under which WeCom shows the picture; another one after the picture was changed in the console", urlKey, field.Live))
}

// Check refuses a picture that names no source, or several.
func (p Linked) Check(at path.Path, diags *diag.Diagnostics) {
	n, open := 0, false
	for _, v := range []types.String{p.File, p.MediaID, p.SourceURL} {
		if open = open || v.IsUnknown(); !v.IsNull() {
			n++
		}
	}
	switch {
	case n == 0:
		diags.AddAttributeError(root(at), "Picture without a source", fmt.Sprintf("%s names neither file nor media_id nor source_url. Set file to the path of a picture.", at))
	case n > 1 && !open:
		diags.AddAttributeError(root(at), "Picture with several sources", fmt.Sprintf("%s names several of file, media_id and source_url. Keep one of them.", at))
	}
}

// Known reports whether anything is known of the picture: after an import nothing is.
func (p Linked) Known() bool { return p.Shown.Known() || !p.SourceURL.IsNull() }

// Changes reports whether the picture has to be written over prior.
func (p Linked) Changes(prior Linked) bool {
	return prior.Replaced() || prior.Known() && !(p.Same(prior.Picture) && p.SourceURL.Equal(prior.SourceURL))
}

// Taken reports whether the picture is taken for the one that is there, of which nothing is known.
func (p Linked) Taken(prior Linked) bool { return !prior.Known() && !prior.Replaced() && p.Known() }

// See takes over the address that WeCom shows. Another one than before is another picture, and of what named the former
// one nothing holds any more.
func (p *Linked) See(address string) {
	if p.Shown.See(address) && !p.SourceURL.IsNull() {
		p.SourceURL = field.TextOf(address)
	}
}
