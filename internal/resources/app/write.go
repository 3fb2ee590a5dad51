// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// adopts finds the app behind the secret.
func adopts(r *kind.Run, _ *model) (string, *client.Agent, error) {
	a, err := r.Client.Agents.Self(r)
	if err != nil {
		return "", nil, err
	}
	return id(a.ID), a, nil
}

// read gets the app. A logo whose address changes from one answer to the next is no other logo.
func read(r *kind.Run, m *model) (*client.Agent, error) {
	a, err := r.Client.Agents.Get(r, m.ID.ValueInt64())
	if err != nil || !m.known(r).Moved(a.LogoURL) {
		return a, err
	}
	again, err := r.Client.Agents.Get(client.Fresh(r), m.ID.ValueInt64())
	if err == nil && (media.Shown{URL: types.StringValue(a.LogoURL)}).Moved(again.LogoURL) {
		again.LogoURL = ""
	}
	return again, err
}

// plan reads the picture. A logo that is not written any more is forgotten, with what was known of it.
func plan(r *kind.Run, c *kind.Change[model]) {
	at := path.Root("logo")
	if c.Config.Logo.IsNull() {
		if c.State != nil {
			if p := c.State.known(r); p.Known() || !p.File.IsNull() {
				c.Set(at, logoOf(r, &media.Shown{URL: p.URL}))
			}
		}
		return
	}
	p := c.Plan.logo(r)
	if p == nil {
		return
	}
	var prior *media.Shown
	if c.State != nil {
		known := c.State.replaced(r)
		prior = &known
	}
	p.Plan(media.Image, at, prior, r.Diags)
	c.Set(at, field.ObjectOf(r, logoType, p))
	if prior != nil && p.Taken(*prior) {
		c.Warn(at, fmt.Sprintf("Logo of %s is taken as configured", kind.Subject(noun, c.State)),
			"WeCom does not show the content of the logo, so the configured one is taken as the one that is there, and nothing is uploaded. If WeCom has another "+
				"picture, change the file's content to have it written.")
	}
}

// texts and flags of a state, as agent/set takes them.
func (m *model) texts() []struct {
	name string
	of   types.String
} {
	return []struct {
		name string
		of   types.String
	}{{"name", m.Name}, {"description", m.Description}, {"home_url", m.HomeURL}, {"trusted_domain", m.TrustedDomain}}
}

func (m *model) flags() []struct {
	name string
	of   types.Bool
} {
	return []struct {
		name string
		of   types.Bool
	}{{"report_location", m.ReportLocation}, {"report_enter", m.ReportEnter}}
}

// overwritten says what the console has and the configuration changes.
func overwritten(r *kind.Run, plan, have *model) (lines []string) {
	was := have.texts()
	for i, t := range plan.texts() {
		if before := was[i].of.ValueString(); before != "" && !t.of.IsUnknown() && !t.of.IsNull() && !same(t.name, before, t.of.ValueString()) {
			lines = append(lines, fmt.Sprintf("%s: %q becomes %q", t.name, before, t.of.ValueString()))
		}
	}
	on := map[bool]string{true: "on", false: "off"}
	flags := have.flags()
	for i, f := range plan.flags() {
		if before := flags[i].of; !before.IsNull() && !f.of.IsUnknown() && !f.of.IsNull() && !f.of.Equal(before) {
			lines = append(lines, fmt.Sprintf("%s: %s becomes %s", f.name, on[before.ValueBool()], on[f.of.ValueBool()]))
		}
	}
	if p := plan.logo(r); p != nil {
		lines = append(lines, "logo: the picture that is there is replaced by the configured one")
	}
	return lines
}

func same(name, a, b string) bool {
	return a == b || name == "trusted_domain" && strings.EqualFold(a, b)
}

// request is what differs: what is left out stays as it is (doc 90228).
func request(plan, state *model) (in client.UpdateAgentRequest, changes bool) {
	in.ID = state.ID.ValueInt64()
	was := state.texts()
	to := []**string{&in.Name, &in.Description, &in.HomeURL, &in.Domain}
	for i, t := range plan.texts() {
		if v := field.KnownText(t.of); v != nil && !same(t.name, *v, was[i].of.ValueString()) {
			*to[i], changes = v, true
		}
	}
	flags := state.flags()
	bits := []**int{&in.ReportLocation, &in.ReportEnter}
	for i, f := range plan.flags() {
		if v := field.KnownFlag(f.of); v != nil && !f.of.Equal(flags[i].of) {
			bit := map[bool]int{true: 1}[*v]
			*bits[i], changes = &bit, true
		}
	}
	return in, changes
}

// update sends what differs. A logo is uploaded where it is another one, and where the app is taken over.
func update(r *kind.Run, plan, state *model) (done bool, err error) {
	defer func() {
		if err == nil {
			kind.EndImport(r)
		}
	}()
	in, changes := request(plan, state)
	want, have := plan.logo(r), state.replaced(r)
	pictured := want != nil && (want.Known() || !want.File.IsNull()) && (r.Op == "create" || want.Changes(have))
	if !changes && !pictured {
		return false, nil
	}
	if pictured {
		in.LogoMediaID, err = want.Upload(r, media.Image, func(ctx context.Context, f *media.File) (string, error) {
			return r.Client.Media.Upload(ctx, "image", &client.File{Name: f.Name, Type: f.Type, Content: f.Content})
		})
		if err != nil {
			return false, fmt.Errorf("logo: %w", err)
		}
	}
	if err := set(r, plan, &in); err != nil || !pictured {
		return err == nil, err
	}
	// The address tells in later runs whether somebody else changed the logo: that of the former one must not be taken
	// for it.
	var got *client.Agent
	var readErr error
	r.Await(func(ctx context.Context) bool {
		got, readErr = r.Client.Agents.Get(ctx, in.ID)
		return readErr != nil || have.URL.ValueString() == "" || have.Moved(got.LogoURL)
	})
	if readErr == nil {
		want.URL = field.TextOf(got.LogoURL)
		plan.setLogo(r, want)
	}
	return true, nil
}

// unverified is the errcode of a domain whose owner is not verified. One page says that it is then good for less, and
// the call answers so (doc 90228); another one that such a domain is taken over: what WeCom shows afterwards decides.
const unverified = 85005

// set sends in. With a domain that WeCom took over although it complains, the rest is sent again where it is missing.
func set(r *kind.Run, plan *model, in *client.UpdateAgentRequest) error {
	err := r.Client.Agents.Set(r, in)
	if shared.Code(err) != unverified || in.Domain == nil {
		return err
	}
	var got *client.Agent
	var readErr error
	taken := r.Await(func(ctx context.Context) bool {
		got, readErr = r.Client.Agents.Get(ctx, in.ID)
		return readErr == nil && strings.EqualFold(got.Domain, *in.Domain)
	})
	if readErr != nil || !taken {
		return err
	}
	r.Diags.AddAttributeWarning(path.Root("trusted_domain"), fmt.Sprintf("Owner of trusted domain %s is not verified", *in.Domain),
		fmt.Sprintf("WeCom keeps %s as the trusted domain of %s and says that its owner is not verified (85005): until then it is good for web authorization (OAuth2) "+
			"only, not for JS-SDK. Verify it with the file that the console offers.\nConsole: 应用管理 → 应用 → 自建 → 应用详情 → 网页授权及JS-SDK", *in.Domain, kind.Subject(noun, plan)))
	var now model
	now.ID = plan.ID
	now.fromAPI(r, got)
	if rest, missing := request(plan, &now); missing || in.LogoMediaID != "" && !plan.known(r).Moved(got.LogoURL) {
		rest.LogoMediaID = in.LogoMediaID
		return r.Client.Agents.Set(r, &rest)
	}
	return nil
}

// explain tells what a refusal means here.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	kind.OtherApp(f, m.ID.ValueInt64())
	switch shared.Code(f.Err) {
	case 40007, 40145, 301015:
		f.Reason = "the media id of logo is wrong, has expired (after three days), or was not uploaded with media/upload as an image"
		f.NextStep = "Name the picture by file instead of media_id, or upload it again with media/upload and set the new id."
	}
}
