// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"context"
	"encoding/json"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

const writtenKey = "written"

// staleWrites bounds how many updates private state remembers. The client's LagTime decides which of them still matter.
const staleWrites = 8

// staleKept bounds what private state remembers of one update: one value that still is as before proves the lag of a
// read, so a sample of many does.
const staleKept = 64

// written is what an update changed: the values from before it, by leaf. "" is a leaf that was not there.
type written struct {
	At    int64             `json:"at"` // Unix milliseconds
	Stale map[string]string `json:"stale"`
}

// RememberWrite notes in private state what an update changed, beside what those right before it changed: reads may lag
// behind any of them. The pages document no delay between write and read; should there be one, the plan right after the
// apply would show the old values as an administrator's edit. before and after are the raw states.
func (c *Configured) RememberWrite(ctx context.Context, private PrivateState, before, after tftypes.Value, diags *diag.Diagnostics) {
	was, is := leaves(before), leaves(after)
	w := written{At: time.Now().UnixMilli(), Stale: map[string]string{}}
	var changed, added []string
	for key, v := range was {
		if now, ok := is[key]; !ok || now != v {
			changed = append(changed, key)
		}
	}
	for key := range is {
		if _, ok := was[key]; !ok {
			added = append(added, key)
		}
	}
	for _, keys := range [][]string{changed, added} {
		for _, key := range sample(keys) {
			w.Stale[key] = was[key]
		}
	}
	all := slices.DeleteFunc(readWritten(ctx, private), func(o written) bool { return !recent(o.At, c.Client.LagTime()) })
	raw, err := json.Marshal(append(all[max(0, len(all)-staleWrites+1):], w))
	if err != nil {
		diags.AddError("Private state cannot be written", err.Error())
		return
	}
	diags.Append(private.SetKey(ctx, writtenKey, raw)...)
}

// sample keeps staleKept keys from all over the list, with the last: an update in several calls ends with the last.
func sample(keys []string) (out []string) {
	slices.Sort(keys)
	step := len(keys)/staleKept + 1
	for i := len(keys) - 1; i >= 0; i -= step {
		out = append(out, keys[i])
	}
	return out
}

// ReadSettled refreshes with read and, as long as the answer still shows a value from before the last update of only
// seconds ago, asks again. That ends with the client's LagTime, so an administrator who goes back to the old value is
// seen by then; any other edit is seen at once, unless the rest of the answer is old.
func (c *Configured) ReadSettled(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse, read func(context.Context, resource.ReadRequest, *resource.ReadResponse)) {
	first, began := *resp, time.Now()
	for n := 1; ; n++ {
		*resp = first
		resp.Diagnostics = slices.Clone(first.Diagnostics)
		read(ctx, req, resp)
		if c.Client == nil || resp.Diagnostics.HasError() || resp.State.Raw.IsNull() {
			return
		}
		now, want := leaves(resp.State.Raw), leaves(req.State.Raw)
		if !slices.ContainsFunc(readWritten(ctx, req.Private), func(w written) bool {
			return recent(w.At, c.Client.LagTime()) && w.shownBy(now, want)
		}) {
			return
		}
		if time.Since(began) >= c.Client.LagTime() {
			return
		}
		if c.Client.AwaitLag(ctx, n) != nil {
			return
		}
		ctx = client.Fresh(ctx)
	}
}

// recent reports whether something of these Unix milliseconds happened within the last span. A time in the future was
// written by a clock that was ahead: it says nothing, and must not hold up reads until that clock's time has come.
func recent(milli int64, span time.Duration) bool {
	ago := time.Since(time.UnixMilli(milli))
	return ago >= 0 && ago < span
}

func readWritten(ctx context.Context, private PrivateState) (all []written) {
	raw, _ := private.GetKey(ctx, writtenKey)
	if len(raw) > 0 && json.Unmarshal(raw, &all) != nil {
		return nil
	}
	return all
}

// shownBy reports whether one of the values from before the write is still there, or a temporary name from the midst of
// it. want is the state.
func (w written) shownBy(now, want map[string]string) bool {
	for key, was := range w.Stale {
		is := now[key]
		if is != want[key] && (is == was || strings.HasSuffix(key, "name") && strings.Contains(is, "~")) {
			return true
		}
	}
	return false
}

// leaves are the scalars of a value by path; an element of a set is a leaf of its own, and objects of a map go by their
// id, because a read may find them under another key.
func leaves(v tftypes.Value) map[string]string {
	out := map[string]string{}
	collect(out, "", v)
	return out
}

func collect(out map[string]string, at string, v tftypes.Value) {
	if v.Type() == nil || v.IsNull() || !v.IsKnown() {
		return
	}
	switch ty := v.Type(); {
	case ty.Is(tftypes.Object{}), ty.Is(tftypes.Map{}):
		var in map[string]tftypes.Value
		if v.As(&in) != nil {
			return
		}
		for key, e := range in {
			if id := idOf(e); ty.Is(tftypes.Map{}) && id != "" {
				key = "#" + id
			}
			collect(out, at+"."+key, e)
		}
	case ty.Is(tftypes.Set{}), ty.Is(tftypes.List{}):
		for _, e := range field.ElementsOf(v) {
			out[at+"["+scalar(e)+"]"] = "there"
		}
	default:
		out[at] = scalar(v)
	}
}

func idOf(v tftypes.Value) string {
	var in map[string]tftypes.Value
	if !v.Type().Is(tftypes.Object{}) || v.IsNull() || !v.IsKnown() || v.As(&in) != nil {
		return ""
	}
	if id, ok := in["id"]; ok && id.IsKnown() && !id.IsNull() {
		return scalar(id)
	}
	return ""
}

func scalar(v tftypes.Value) string {
	var (
		s string
		n *big.Float
		b bool
	)
	switch {
	case v.IsNull() || !v.IsKnown():
		return ""
	case v.As(&s) == nil:
		return s
	case v.As(&n) == nil:
		return n.Text('f', -1)
	case v.As(&b) == nil:
		return strconv.FormatBool(b)
	}
	return v.String()
}
