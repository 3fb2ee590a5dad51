// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// memberCodes refuse a call because of a member that it names (docs 90313, 92228): true where that member is not among
// those with 客户联系, or out of the app's sight.
var memberCodes = map[int]bool{40003: true, 40031: true, 60111: true, 84074: true, 41054: false, 40098: false}

// Suspects tells whom of ids, the members in attribute, a refusal may mean: WeCom refuses the whole call for one of
// them and does not name it. With only, the call names nobody else; where that is one member, the refusal means that
// one.
func Suspects(r *Run, f *shared.Failure, attribute string, ids []string, only bool) {
	code := shared.Code(f.Err)
	unseen, certain := memberCodes[code]
	if certain && only && len(ids) == 1 {
		meaning, _ := client.Explain(f.Err)
		f.Reason = fmt.Sprintf("it means %s, the only member named in %s. %s", ids[0], attribute, meaning.Meaning)
		next, _, _ := strings.Cut(meaning.NextStep, " WeCom does not say which member") // nor need it
		f.NextStep = next + shared.Console(f.Err)
	}
	if !unseen && code != 60011 && code != 60030 { // out of the app's sight, or not the app's to do
		return
	}
	able, err := r.Client.FollowUsers.List(r)
	if err != nil {
		return
	}
	without := slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return slices.ContainsFunc(able, func(a string) bool { return strings.EqualFold(a, id) })
	})
	if len(without) == 0 {
		return
	}
	f.NextStep = fmt.Sprintf("Of %s, these are not among the members with 客户联系 that this app sees: %s. They have left, lack the function, or are outside the "+
		"visible range: correct that, or take them out of %s.", attribute, shared.Shorten(without), attribute)
	if f.Op == "update" {
		f.NextStep += " An update names every member again, so one who left since refuses it although nothing else changed."
	}
	f.NextStep += shared.Console(f.Err)
}
