// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"
)

// join joins sentences and leaves out empty ones.
func join(sentences ...string) string {
	var out []string
	for _, s := range sentences {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return strings.Join(out, " ")
}

// stop ends a phrase with a full stop, unless it has one.
func stop(s string) string {
	if s == "" || strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// text is the description on the resource's page: meaning with limits, notes, what holds without the line, what a
// change does, the API key.
func (f Field) text() string {
	meaning := strings.Join(append([]string{f.what}, f.phrases...), ", ")
	if f.mode == shown && f.Name != "id" {
		meaning += "; never changes"
	}
	return join(stop(meaning), f.notes, f.without(), f.change(), f.apiKey())
}

func (f Field) without() string {
	switch f.mode {
	case shown, live, required:
		return ""
	case optional:
		if f.written {
			return "Write-only: in neither plan nor state."
		}
		if f.fallback == "" {
			return "Default: none."
		}
		return stop("Default: " + f.fallback)
	case managed:
		fallback := "WeCom's"
		if f.fallback != "" {
			fallback += ", " + f.fallback
		}
		return "Default: " + fallback + ". Managed only when written: removing the line leaves the value as it is."
	case defaulted:
		switch def := f.def.(type) {
		case types.Bool, types.Int64:
			return "Default `" + def.String() + "`."
		case types.String:
			return "Default `" + def.ValueString() + "`."
		}
		return "Default: none."
	case resolved:
		return stop("Default: " + f.fallback)
	}
	return ""
}

func (f Field) change() string {
	switch {
	case f.mode == shown || f.mode == live || f.key == "" || f.written:
		return ""
	case f.replace == Presence:
		return "Adding or removing it replaces " + f.loss + "; what is in it is changed in place."
	case f.replace != Never:
		return "Changing it replaces " + f.loss + "."
	}
	return "Changed in place."
}

func (f Field) apiKey() string {
	if f.key == "" {
		return "Known to Terraform only, not to WeCom."
	}
	return stop(strings.TrimSpace("API key `" + f.key + "` " + f.keyNote))
}

// dataText is the description on the page of a data source.
func (f Field) dataText() string {
	what := f.reads
	if what == "" {
		if what = f.what; f.mode == optional || f.mode == managed {
			what += "; null when WeCom shows none"
		}
	}
	return join(stop(what), f.apiKey())
}
