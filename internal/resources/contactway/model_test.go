// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"context"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

func ptr[T any](v T) *T { return &v }

// shop is what the client makes of the official sample (doc 92228), cut down to what one object can have.
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

// imported is a state before its first read.
func imported() *model {
	return &model{UserIDs: field.Null(field.UserSet), DepartmentIDs: field.Null(field.NumberSet)}
}

func read(t *testing.T, m *model, w *client.ContactWay) *model {
	t.Helper()
	fromAPI(&kind.Run{Context: t.Context()}, m, w)
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

func usersOf(ids ...string) field.Set { return field.UsersSet(ids, field.Null(field.UserSet)) }

func TestFromAPI(t *testing.T) {
	got := read(t, imported(), shop())
	want := &model{
		Object: kind.Object{ID: types.StringValue("42b34949e138eb6e027c123cba77fAAA")}, Type: types.StringValue("multi"), Scene: types.StringValue("qr_code"),
		Style: field.WholeNull(), Remark: types.StringValue("渠道客户"), State: types.StringValue("teststate"), SkipVerify: types.BoolValue(false),
		UserIDs: usersOf("lisi", "zhangsan"), DepartmentIDs: field.NumbersSet([]int64{2, 3}),
		IsExclusive: types.BoolNull(), MarkSource: types.BoolValue(true), TemporarySession: types.ObjectNull(sessionType.AttrTypes),
		QRCode: types.StringValue("https://p.qpic.cn/wwhead/duc2TvpEgSdicZ9RrdUtBkv2UiaA/0"),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// What WeCom does not show stays; what it shows wins.
func TestFromAPIKeeps(t *testing.T) {
	state := read(t, imported(), shop())
	state.IsExclusive, state.DeletionProtection = types.BoolValue(true), types.BoolValue(true)
	state.UserIDs = usersOf("LiSi", "ZhangSan")
	bare := shop()
	bare.MarkSource, bare.SkipVerify, bare.QRCode = nil, nil, ""
	bare.Remark, bare.UserIDs = "", []string{"lisi", "wangwu"}
	read(t, state, bare)
	if !state.IsExclusive.ValueBool() || !state.MarkSource.ValueBool() || state.SkipVerify.ValueBool() || state.QRCode.IsNull() || !state.DeletionProtection.ValueBool() {
		t.Errorf("lost what WeCom does not show: %+v", state)
	}
	if !state.Remark.IsNull() || !slices.Equal(state.UserIDs.Strings(), []string{"LiSi", "wangwu"}) {
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
	m := read(t, imported(), w)
	if m.Type.ValueString() != "5" || m.Scene.ValueString() != "mini_program" || m.Style.ValueInt64() != 9 {
		t.Errorf("type %s, scene %s, style %s", m.Type, m.Scene, m.Style)
	}
	if in := m.toCreate(t.Context()); in.Type != 5 || in.Scene != 1 || *in.Style != 9 {
		t.Errorf("not accepted back: %s", body(t, in))
	}
	var diags diag.Diagnostics
	if check(t.Context(), m, &diags); diags.HasError() {
		t.Errorf("a later value must be accepted as written: %v", diags)
	}
}

// differs tells what update asks.
func (m *model) differs(ctx context.Context, prior *model) bool {
	in, was := m.toUpdate(ctx), prior.toUpdate(ctx)
	level(in, was)
	return !reflect.DeepEqual(in, was)
}

func TestSessionFromAPI(t *testing.T) {
	ctx := t.Context()
	m := read(t, imported(), visit())
	s := m.session(ctx)
	c := s.closing(ctx)
	if s.ExpiresIn.ValueInt64() != 86400 || s.ChatExpiresIn.ValueInt64() != 3600 || s.UnionID.ValueString() != "oxTWIuGaIt6gTKsQRLau2M0AAAA" ||
		c.Text.ValueString() != "文本消息内容" || !c.Link.IsNull() || !c.MiniProgram.IsNull() ||
		part(c.Image, "url").ValueString() != "https://p.qpic.cn/pic_wework/XXXXX" || !part(c.Image, "media_id").IsNull() {
		t.Errorf("got %s", m.TemporarySession)
	}
	// Not known is not a message without a picture: it cannot be sent.
	if in := c.toAPI(ctx); !unsendable(in) {
		t.Errorf("want nothing to send, got %s", body(t, in))
	}
	// The media id of the configuration is taken over and kept.
	configured := withImage(ctx, m, "MEDIA")
	if configured.differs(ctx, m) {
		t.Error("a media id that was not known is no difference")
	}
	if in := configured.session(ctx).closing(ctx).toAPI(ctx); unsendable(in) {
		t.Errorf("want it sent: %s", body(t, in))
	}
	if other := withImage(ctx, m, "OTHER"); !other.differs(ctx, configured) {
		t.Error("another media id is a difference")
	}
	again := *configured
	read(t, &again, visit())
	if !again.TemporarySession.Equal(configured.TemporarySession) {
		t.Errorf("got %s, want %s", again.TemporarySession, configured.TemporarySession)
	}
	ordinary := visit()
	ordinary.IsTemp = false
	if read(t, &again, ordinary); !again.TemporarySession.IsNull() {
		t.Errorf("got %s", again.TemporarySession)
	}
}

// The same of a mini program, whose other texts are shown.
func TestMiniProgramFromAPI(t *testing.T) {
	ctx := t.Context()
	w := visit()
	w.Conclusions = &client.Conclusions{MiniProgram: &client.ConclusionMiniProgram{Title: "评价", AppID: "wx", Page: "/a"}}
	m := read(t, imported(), w)
	configured := *m
	s := m.session(ctx)
	c := s.closing(ctx)
	c.MiniProgram = field.ObjectOf(ctx, miniProgramType, &closingApp{Title: types.StringValue("评价"), AppID: types.StringValue("wx"), Page: types.StringValue("/a"),
		PictureMediaID: types.StringValue("MEDIA"), Picture: types.ObjectNull(pictureType.AttrTypes)})
	s.ClosingMessage = field.ObjectOf(ctx, closingType, c)
	configured.TemporarySession = field.ObjectOf(ctx, sessionType, s)
	if !unsendable(m.toUpdate(ctx).Conclusions) || unsendable(configured.toUpdate(ctx).Conclusions) || configured.differs(ctx, m) {
		t.Error("a media id that was not known is no difference, and needed for sending")
	}
	again := configured
	if read(t, &again, w); !again.TemporarySession.Equal(configured.TemporarySession) {
		t.Errorf("got %s, want %s", again.TemporarySession, configured.TemporarySession)
	}
	w.Conclusions.MiniProgram.Page = "/b"
	if read(t, &again, w); !configured.differs(ctx, &again) {
		t.Error("another page is a difference")
	}
}

func withImage(ctx context.Context, m *model, mediaID string) *model {
	out := *m
	s := m.session(ctx)
	c := s.closing(ctx)
	c.Image = field.ObjectOf(ctx, imageType, &media.Shown{Picture: media.Picture{MediaID: types.StringValue(mediaID)}, URL: part(c.Image, "url")})
	s.ClosingMessage = field.ObjectOf(ctx, closingType, c)
	out.TemporarySession = field.ObjectOf(ctx, sessionType, s)
	return &out
}

// Times that WeCom does not show stay, and are the documented defaults after an import.
func TestSessionTimesNotShown(t *testing.T) {
	w := visit()
	w.ExpiresIn, w.ChatExpiresIn = 0, 0
	if s := read(t, imported(), w).session(t.Context()); s.ExpiresIn.ValueInt64() != 604800 || s.ChatExpiresIn.ValueInt64() != 86400 {
		t.Errorf("got %s and %s", s.ExpiresIn, s.ChatExpiresIn)
	}
	if s := read(t, read(t, imported(), visit()), w).session(t.Context()); s.ExpiresIn.ValueInt64() != 86400 || s.ChatExpiresIn.ValueInt64() != 3600 {
		t.Errorf("got %s and %s", s.ExpiresIn, s.ChatExpiresIn)
	}
}

func TestToUpdate(t *testing.T) {
	prior := read(t, imported(), shop())
	for name, c := range map[string]struct {
		change func(*model)
		want   string
		clears int
	}{
		"everything is sent": {func(m *model) { m.State = types.StringValue("b") },
			`{"config_id":"42b34949e138eb6e027c123cba77fAAA","remark":"渠道客户","skip_verify":false,"state":"b","user":["lisi","zhangsan"],"party":[2,3],"mark_source":true}`, 0},
		"cleared": {func(m *model) {
			m.Remark, m.State, m.DepartmentIDs = types.StringNull(), types.StringNull(), field.Empty(field.NumberSet)
		}, `{"config_id":"42b34949e138eb6e027c123cba77fAAA","remark":"","skip_verify":false,"state":"","user":["lisi","zhangsan"],"party":[],"mark_source":true}`, 3},
		"not known": {func(m *model) { m.MarkSource = types.BoolNull() },
			`{"config_id":"42b34949e138eb6e027c123cba77fAAA","remark":"渠道客户","skip_verify":false,"state":"teststate","user":["lisi","zhangsan"],"party":[2,3]}`, 0},
	} {
		t.Run(name, func(t *testing.T) {
			plan := *prior
			c.change(&plan)
			in := plan.toUpdate(t.Context())
			clears := cleared(in, prior.toUpdate(t.Context()))
			if got := body(t, in); got != c.want || len(clears) != c.clears {
				t.Errorf("got  %s with %d clears\nwant %s with %d", got, len(clears), c.want, c.clears)
			}
			for _, clear := range clears {
				clear.write(in, false)
			}
			if got := body(t, in); c.clears > 0 && (strings.Contains(got, `""`) || strings.Contains(got, "[]")) {
				t.Errorf("not dropped: %s", got)
			}
		})
	}
}

// Every value that can be cleared is found, emptied and left out.
func TestClearables(t *testing.T) {
	full, empty := visit(), visit()
	full.Type, empty.Type = client.ContactWayMulti, client.ContactWayMulti // WeCom has none of all, the provider does not care
	full.Remark, full.State, full.DepartmentIDs = "r", "s", []int64{2}
	empty.UserIDs, empty.UnionID, empty.Conclusions = nil, "", nil
	was := read(t, imported(), full).toUpdate(t.Context())
	in := &request{}
	clears := cleared(in, was)
	if got, want := body(t, in), `{"config_id":"","remark":"","state":"","user":[],"party":[],"unionid":"","conclusions":{}}`; got != want || len(clears) != len(clearables) {
		t.Errorf("got %s of %d, want %s", got, len(clears), want)
	}
	bare := read(t, imported(), empty).toUpdate(t.Context())
	for _, c := range clears {
		if c.write(in, false); c.given(bare) || !c.given(was) {
			t.Errorf("%s: whether it is given is wrong", c.name)
		}
	}
	if got := body(t, in); got != `{"config_id":""}` {
		t.Errorf("not left out: %s", got)
	}
}

func TestDiffers(t *testing.T) {
	prior := read(t, imported(), shop())
	for name, c := range map[string]struct {
		change func(*model)
		want   bool
	}{
		"nothing":              {func(*model) {}, false},
		"protection":           {func(m *model) { m.DeletionProtection = types.BoolValue(true) }, false},
		"case":                 {func(m *model) { m.UserIDs = usersOf("LISI", "zhangsan") }, false},
		"open values":          {func(m *model) { m.Style.Int64Value, m.MarkSource = types.Int64Unknown(), types.BoolUnknown() }, false},
		"exclusive, not known": {func(m *model) { m.IsExclusive = types.BoolValue(true) }, false},
		"remark":               {func(m *model) { m.Remark = types.StringValue("x") }, true},
		"state":                {func(m *model) { m.State = types.StringNull() }, true},
		"skip_verify":          {func(m *model) { m.SkipVerify = types.BoolValue(true) }, true},
		"user":                 {func(m *model) { m.UserIDs = usersOf("lisi") }, true},
		"department":           {func(m *model) { m.DepartmentIDs = field.NumbersSet([]int64{2}) }, true},
		"mark_source":          {func(m *model) { m.MarkSource = types.BoolValue(false) }, true},
		"style":                {func(m *model) { m.Style = field.WholeValue(1) }, true},
	} {
		t.Run(name, func(t *testing.T) {
			plan := *prior
			if c.change(&plan); plan.differs(t.Context(), prior) != c.want {
				t.Errorf("want %t", c.want)
			}
		})
	}
}
