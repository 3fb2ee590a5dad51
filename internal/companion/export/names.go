// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/mozillazg/go-pinyin"
	"golang.org/x/text/unicode/norm"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// maxSlug is how long a name made from a text may be; it ends at a word.
const maxSlug = 48

var pinyinStyle = pinyin.NewArgs() // without tones

// slug turns a text into words of a-z and 0-9 joined by "_": Chinese characters by their (most frequent) pinyin, Latin
// letters without accents, everything else as a gap. "" when nothing is left.
func slug(text string) string {
	var words []string
	open := false // the last word may grow
	for _, r := range norm.NFKD.String(text) {
		switch {
		case unicode.Is(unicode.Mn, r): // an accent
		case r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if !open {
				words = append(words, "")
			}
			words[len(words)-1] += string(unicode.ToLower(r))
			open = true
		default:
			open = false
			if syllables := pinyin.SinglePinyin(r, pinyinStyle); len(syllables) > 0 {
				words = append(words, ascii(syllables[0]))
			}
		}
	}
	out := ""
	for _, word := range words {
		if len(out)+1+len(word) > maxSlug && out != "" {
			break
		}
		if out != "" {
			out += "_"
		}
		out += word
	}
	return out[:min(len(out), maxSlug)]
}

// ascii keeps a to z: a few syllables have letters such as ê.
func ascii(syllable string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'ü':
			return 'v'
		case r < 'a' || r > 'z':
			return -1
		}
		return r
	}, norm.NFD.String(syllable))
}

// namer gives objects of one kind their resource names.
type namer struct {
	kind  inventory.Kind
	taken map[string]bool   // names that are in use
	known map[string]string // id -> name of what was exported before
	slugs map[string]string // of the objects of a tree by id, for those below them
}

// names gives every object of a kind a name: one that was exported before keeps its own, the others follow from the
// oldest to the newest. So an object that is made later never takes a name away.
func (n *namer) names(objects []inventory.Object) map[string]string {
	order := slices.Clone(objects)
	slices.SortStableFunc(order, func(a, b inventory.Object) int {
		return cmp.Or(a.CreatedAt.Compare(b.CreatedAt), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	out := make(map[string]string, len(order))
	for _, o := range order {
		if name, ok := n.known[o.ID]; ok {
			out[o.ID] = name
			n.taken[name] = true
		}
	}
	n.slugs = map[string]string{}
	for _, o := range order {
		if !o.Root() {
			n.slugs[o.ID] = slug(o.Name)
		}
	}
	for _, o := range order {
		if out[o.ID] == "" {
			out[o.ID] = n.free(o)
			n.taken[out[o.ID]] = true
		}
	}
	return out
}

// free returns the first candidate that nothing has: the name itself, that of an object of a tree behind its parent's,
// then with an ever longer end of the id.
func (n *namer) free(o inventory.Object) string {
	base := slug(o.Name)
	candidates := []string{base}
	if above := n.slugs[o.Parent()]; base != "" && above != "" {
		candidates = append(candidates, above+"_"+base)
	}
	for _, candidate := range candidates {
		if candidate = n.identifier(candidate); candidate != "" && !n.taken[candidate] {
			return candidate
		}
	}
	if base == "" {
		base = string(n.kind)
	}
	base = n.identifier(base)
	id := idWord(o.ID)
	for length := min(6, len(id)); length <= len(id); length++ {
		if n.kind.About().Numbered {
			length = len(id)
		}
		if candidate := base + "_" + id[len(id)-length:]; length > 0 && !n.taken[candidate] {
			return candidate
		}
	}
	for i := 2; ; i++ {
		if candidate := base + "_" + id + "_" + strconv.Itoa(i); !n.taken[candidate] {
			return candidate
		}
	}
}

// identifier puts the kind before what begins with a digit, as no name in HCL may.
func (n *namer) identifier(s string) string {
	if s != "" && s[0] >= '0' && s[0] <= '9' {
		return fmt.Sprintf("%s_%s", n.kind, s)
	}
	return s
}

// idWord is the part of an id that a name may hold.
func idWord(id string) string {
	return strings.Map(func(r rune) rune {
		if r < unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
			return unicode.ToLower(r)
		}
		return -1
	}, id)
}
