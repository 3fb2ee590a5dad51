// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

func ptr[T any](v T) *T { return &v }

// shop is what the client makes of the official sample (doc 92228), cut down to
// what one object can have.
func shop() *client.ContactWay {
	return &client.ContactWay{
		ID: "42b34949e138eb6e027c123cba77fAAA", Type: 2, Scene: 2, Remark: "渠道客户", State: "teststate", SkipVerify: ptr(false),
		UserIDs: []string{"lisi", "zhangsan"}, DepartmentIDs: []int64{2, 3}, MarkSource: ptr(true),
		QRCode: "https://p.qpic.cn/wwhead/duc2TvpEgSdicZ9RrdUtBkv2UiaA/0",
	}
}

func visit() *client.ContactWay {
	return &client.ContactWay{
		ID: "87bb", Type: 1, Scene: 2, SkipVerify: ptr(true), UserIDs: []string{"zhangsan"}, IsTemp: true, ExpiresIn: 86400, ChatExpiresIn: 3600,
		UnionID: "oxTWIuGaIt6gTKsQRLau2M0AAAA", QRCode: "https://p.qpic.cn/a/0",
		Conclusions: &client.Conclusions{Text: "文本消息内容", Image: &client.ConclusionImage{PicURL: "https://p.qpic.cn/pic_wework/XXXXX"}},
	}
}

func read(t *testing.T, m *model, w *client.ContactWay) *model {
	t.Helper()
	var diags diag.Diagnostics
	m.fromAPI(t.Context(), w, &diags)
	if diags.HasError() {
		t.Fatal(diags)
	}
	return m
}

func body(t *testing.T, v any) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

func TestFromAPI(t *testing.T) {
	got := read(t, &model{}, shop())
	want := &model{
		ID: types.StringValue("42b34949e138eb6e027c123cba77fAAA"), Type: types.StringValue("multi"), Scene: types.StringValue("qr_code"),
		Style: types.Int64Null(), Remark: types.StringValue("渠道客户"), State: types.StringValue("teststate"), SkipVerify: types.BoolValue(false),
		UserIDs: shared.StringSet([]string{"lisi", "zhangsan"}), DepartmentIDs: shared.NumberSet([]int64{2, 3}),
		IsExclusive: types.BoolNull(), MarkSource: types.BoolValue(true), TemporarySession: types.ObjectNull(sessionType),
		QRCode: types.StringValue("https://p.qpic.cn/wwhead/duc2TvpEgSdicZ9RrdUtBkv2UiaA/0"), DeletionProtection: types.BoolValue(false),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What WeCom does not show stays; what it shows wins.
func TestFromAPIKeeps(t *testing.T) {
	state := read(t, &model{}, shop())
	state.IsExclusive, state.DeletionProtection = types.BoolValue(true), types.BoolValue(true)
	state.UserIDs = shared.StringSet([]string{"LiSi", "ZhangSan"})
	bare := shop()
	bare.MarkSource, bare.SkipVerify, bare.QRCode = nil, nil, ""
	bare.Remark, bare.UserIDs = "", []string{"lisi", "wangwu"}
	read(t, state, bare)
	if !state.IsExclusive.ValueBool() || !state.MarkSource.ValueBool() || state.SkipVerify.ValueBool() || state.QRCode.IsNull() || !state.DeletionProtection.ValueBool() {
		t.Errorf("lost what WeCom does not show: %+v", state)
	}
	if !state.Remark.IsNull() || !slices.Equal(shared.Texts(state.UserIDs), []string{"LiSi", "wangwu"}) {
		t.Errorf("remark %s, users %s", state.Remark, state.UserIDs)
	}
	shown := shop()
	shown.IsExclusive = ptr(false)
	if read(t, state, shown); state.IsExclusive.ValueBool() {
		t.Error("is_exclusive is shown and must be taken over")
	}
}

func TestFromAPIUnknownNumbers(t *testing.T) {
	w := shop()
	w.Type, w.Scene, w.Style = 5, 1, ptr(int64(9))
	m := read(t, &model{}, w)
	if m.Type.ValueString() != "5" || m.Scene.ValueString() != "mini_program" || m.Style.ValueInt64() != 9 {
		t.Errorf("type %s, scene %s, style %s", m.Type, m.Scene, m.Style)
	}
	var diags diag.Diagnostics
	if in := m.toCreate(t.Context(), &diags); in.Type != 5 || in.Scene != 1 || *in.Style != 9 {
		t.Errorf("not accepted back: %s", body(t, in))
	}
	if m.check(t.Context(), &diags); diags.HasError() {
		t.Errorf("a later value must be accepted as written: %v", diags)
	}
}

func TestSessionFromAPI(t *testing.T) {
	var diags diag.Diagnostics
	m := read(t, &model{}, visit())
	s := m.session(t.Context(), &diags)
	c := s.closing(t.Context(), &diags)
	image := as[imageModel](t.Context(), c.Image, &diags)
	if s.ExpiresIn.ValueInt64() != 86400 || s.ChatExpiresIn.ValueInt64() != 3600 || s.UnionID.ValueString() != "oxTWIuGaIt6gTKsQRLau2M0AAAA" ||
		c.Text.ValueString() != "文本消息内容" || !c.Link.IsNull() || !c.MiniProgram.IsNull() ||
		image.URL.ValueString() != "https://p.qpic.cn/pic_wework/XXXXX" || !image.MediaID.IsNull() {
		t.Errorf("got %s", m.TemporarySession)
	}
	// Not known is not a message without a picture: it cannot be sent.
	if in := c.toAPI(t.Context(), &diags); in != nil {
		t.Errorf("want nothing to send, got %s", body(t, in))
	}
	// The media id of the configuration is taken over and kept.
	image.MediaID = types.StringValue("MEDIA")
	c.Image = object(t.Context(), imageType, image, &diags)
	s.ClosingMessage = object(t.Context(), closingType, c, &diags)
	configured := *m
	configured.TemporarySession = object(t.Context(), sessionType, s, &diags)
	if configured.differs(t.Context(), m, &diags) {
		t.Error("a media id that was not known is no difference")
	}
	again := configured
	read(t, &again, visit())
	if !again.TemporarySession.Equal(configured.TemporarySession) {
		t.Errorf("got %s, want %s", again.TemporarySession, configured.TemporarySession)
	}
	ordinary := visit()
	ordinary.IsTemp = false
	if read(t, &again, ordinary); !again.TemporarySession.IsNull() || diags.HasError() {
		t.Errorf("got %s, %v", again.TemporarySession, diags)
	}
}

// Times that WeCom does not show stay, and are the documented defaults after an
// import.
func TestSessionTimesNotShown(t *testing.T) {
	w := visit()
	w.ExpiresIn, w.ChatExpiresIn = 0, 0
	var diags diag.Diagnostics
	if s := read(t, &model{}, w).session(t.Context(), &diags); s.ExpiresIn.ValueInt64() != 604800 || s.ChatExpiresIn.ValueInt64() != 86400 {
		t.Errorf("got %s and %s", s.ExpiresIn, s.ChatExpiresIn)
	}
	if s := read(t, read(t, &model{}, visit()), w).session(t.Context(), &diags); s.ExpiresIn.ValueInt64() != 86400 || s.ChatExpiresIn.ValueInt64() != 3600 {
		t.Errorf("got %s and %s", s.ExpiresIn, s.ChatExpiresIn)
	}
}

func TestToUpdate(t *testing.T) {
	prior := read(t, &model{}, shop())
	for name, c := range map[string]struct {
		change func(*model)
		want   string
		clears int
	}{
		"everything is sent": {func(m *model) { m.State = types.StringValue("b") },
			`{"config_id":"42b34949e138eb6e027c123cba77fAAA","remark":"渠道客户","skip_verify":false,"state":"b","user":["lisi","zhangsan"],"party":[2,3],"mark_source":true}`, 0},
		"cleared": {func(m *model) {
			m.Remark, m.State, m.DepartmentIDs = types.StringNull(), types.StringNull(), types.SetValueMust(types.Int64Type, nil)
		}, `{"config_id":"42b34949e138eb6e027c123cba77fAAA","remark":"","skip_verify":false,"state":"","user":["lisi","zhangsan"],"party":[],"mark_source":true}`, 3},
		"not known": {func(m *model) { m.MarkSource = types.BoolNull() },
			`{"config_id":"42b34949e138eb6e027c123cba77fAAA","remark":"渠道客户","skip_verify":false,"state":"teststate","user":["lisi","zhangsan"],"party":[2,3]}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			plan := *prior
			c.change(&plan)
			in, clears := plan.toUpdate(t.Context(), prior, &diags)
			if got := body(t, in); got != c.want || len(clears) != c.clears || diags.HasError() {
				t.Errorf("got  %s with %d clears, %v\nwant %s with %d", got, len(clears), diags, c.want, c.clears)
			}
			for _, clear := range clears {
				clear.drop(in)
			}
			if got := body(t, in); c.clears > 0 && (strings.Contains(got, `""`) || strings.Contains(got, "[]")) {
				t.Errorf("not dropped: %s", got)
			}
		})
	}
}

func TestDiffers(t *testing.T) {
	prior := read(t, &model{}, shop())
	for name, c := range map[string]struct {
		change func(*model)
		want   bool
	}{
		"nothing":              {func(*model) {}, false},
		"protection":           {func(m *model) { m.DeletionProtection = types.BoolValue(true) }, false},
		"case":                 {func(m *model) { m.UserIDs = shared.StringSet([]string{"LISI", "zhangsan"}) }, false},
		"open values":          {func(m *model) { m.Style, m.MarkSource = types.Int64Unknown(), types.BoolUnknown() }, false},
		"exclusive, not known": {func(m *model) { m.IsExclusive = types.BoolValue(true) }, false},
		"remark":               {func(m *model) { m.Remark = types.StringValue("x") }, true},
		"state":                {func(m *model) { m.State = types.StringNull() }, true},
		"skip_verify":          {func(m *model) { m.SkipVerify = types.BoolValue(true) }, true},
		"user":                 {func(m *model) { m.UserIDs = shared.StringSet([]string{"lisi"}) }, true},
		"department":           {func(m *model) { m.DepartmentIDs = shared.NumberSet([]int64{2}) }, true},
		"mark_source":          {func(m *model) { m.MarkSource = types.BoolValue(false) }, true},
		"style":                {func(m *model) { m.Style = types.Int64Value(1) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			var diags diag.Diagnostics
			plan := *prior
			if c.change(&plan); plan.differs(t.Context(), prior, &diags) != c.want {
				t.Errorf("want %t", c.want)
			}
		})
	}
}

func TestTextProblem(t *testing.T) {
	for in, want := range map[string]string{
		"": "empty", strings.Repeat("长", 31): "has 31 characters", "a ": "begins or ends", "a\tb": "control character",
		strings.Repeat("𠮷", 30): "", "a b": "",
	} {
		if got := markRule.problem(in); (want == "") != (got == "") || !strings.Contains(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if got := closingTextRule.problem(strings.Repeat("长", 1333) + "a\n"); !strings.Contains(got, "has 4001 bytes; WeCom allows 4000") {
		t.Error(got)
	}
	if got := closingTextRule.problem(" 行\n"); got != "" {
		t.Errorf("line breaks and blanks belong into a message: %s", got)
	}
}

func TestReadAll(t *testing.T) {
	answers := map[string]error{"b": client.ErrNotFound, "c": client.ErrNotOwned, "d": client.ErrNotVisible}
	get := func(_ context.Context, id string) (*client.ContactWay, error) {
		if err := answers[id]; err != nil {
			return nil, err
		}
		return &client.ContactWay{ID: id}, nil
	}
	got, failure := readAll(t.Context(), []string{"a", "b", "c", "d", "e"}, get)
	var ids []string
	for _, w := range got.read {
		ids = append(ids, w.ID)
	}
	if failure.Err != nil || !slices.Equal(ids, []string{"a", "e"}) || !slices.Equal(got.refused, []string{"c", "d"}) {
		t.Errorf("read %v, refused %v, %v", ids, got.refused, failure.Err)
	}
	answers["e"] = errors.New("broken")
	if _, failure = readAll(t.Context(), []string{"a", "e"}, get); failure.Subject != "contact way e" || failure.Err == nil {
		t.Errorf("got %+v", failure)
	}
}

func TestDataFromAPI(t *testing.T) {
	var diags diag.Diagnostics
	got := dataFromAPI(t.Context(), visit(), &diags)
	want := &dataSession{
		ExpiresIn: types.Int64Value(86400), ChatExpiresIn: types.Int64Value(3600), UnionID: types.StringValue("oxTWIuGaIt6gTKsQRLau2M0AAAA"),
		ClosingMessage: &dataClosing{Text: types.StringValue("文本消息内容"), Image: &dataImage{URL: types.StringValue("https://p.qpic.cn/pic_wework/XXXXX")}},
	}
	if diff := cmp.Diff(want, got.TemporarySession); diff != "" || diags.HasError() {
		t.Errorf("%s%v", diff, diags)
	}
	if !got.IsExclusive.IsNull() || !got.MarkSource.IsNull() {
		t.Error("what is not shown is null")
	}
	if got := dataFromAPI(t.Context(), shop(), &diags); got.TemporarySession != nil {
		t.Error("an ordinary contact way has no session")
	}
}
