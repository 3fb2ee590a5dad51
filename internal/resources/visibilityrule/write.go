// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package visibilityrule

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

func shorten[T any](ids []T) string {
	names := make([]string, 0, len(ids))
	for _, id := range ids {
		names = append(names, fmt.Sprint(id))
	}
	return shared.Shorten(names)
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	want := m.rule()
	got, err := r.Client.ContactRules.Create(r, want)
	if got == nil {
		return kind.Made{}, err
	}
	made := kind.Made{ID: fmt.Sprint(got.ID)}
	made.More = func() error {
		report(r, m, want, got)
		return nil
	}
	return made, err
}

// update sends every part, because whether one that is left out is kept or cleared is not known (doc 101539).
func update(r *kind.Run, plan, state *model) (bool, error) {
	want := plan.rule()
	if want.Same(state.rule()) {
		return false, nil
	}
	got, err := r.Client.ContactRules.Update(r, want)
	if err != nil {
		return false, err
	}
	if report(r, plan, want, got) {
		plan.fromAPI(r, got)
	}
	return true, nil
}

// report names what WeCom left out of a rule without a word: a warning of a create, else an error. It reports whether
// there is any.
func report(r *kind.Run, m *model, want, got *client.ContactRule) (dropped bool) {
	for _, part := range []struct {
		name       string
		want, have client.ContactRuleNodes
	}{{"range", want.Range, got.Range}, {"whitelist", want.Whitelist, got.Whitelist}, {"exclude", want.Exclude, got.Exclude}} {
		missing := part.have.Missing(part.want)
		if missing.Empty() {
			continue
		}
		dropped = true
		summary := fmt.Sprintf("WeCom left some out of %s: %s", part.name, subject(m))
		text := fmt.Sprintf("WeCom accepted the rule without these, and does not say why: %s. Such an id is unknown, or of somebody who has left.\n"+
			"Take them out of %s; until then the next plan shows them again.\n\nhttps://developer.work.weixin.qq.com/document/path/101536", describe(missing), part.name)
		if r.Op == "create" {
			r.Diags.AddAttributeWarning(path.Root(part.name), summary, text)
		} else {
			r.Diags.AddAttributeError(path.Root(part.name), summary, text)
		}
	}
	return dropped
}

// unknownNode are the codes with which WeCom may refuse a rule because of an id that it names; none is on the pages.
var unknownNode = map[int]bool{40058: true, 60111: true, 40031: true, 40003: true, 60123: true, 60003: true, 40066: true, 40068: true}

// explain names those ids of a refused rule that the corp does not have.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	if !unknownNode[shared.Code(f.Err)] || f.Op != "create" && f.Op != "update" || errors.Is(f.Err, client.ErrNotFound) {
		return
	}
	rule := m.rule()
	var gone []string
	for _, part := range []struct {
		name  string
		nodes client.ContactRuleNodes
	}{{"range", rule.Range}, {"whitelist", rule.Whitelist}, {"exclude", rule.Exclude}} {
		if unknown := r.Client.ContactRules.Unknown(r, part.nodes); !unknown.Empty() {
			gone = append(gone, part.name+": "+describe(unknown))
		}
	}
	if len(gone) > 0 {
		f.Reason = "the corp does not have all that the rule names. " + strings.Join(gone, ". ")
		f.NextStep = "Take them out of the rule: they were deleted, have left, or are misspelt."
	}
}
