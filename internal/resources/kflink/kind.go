// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package kflink is the resource wecom_kf_link.
package kflink

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_kf_link"

//go:embed page.md
var page string

const maxScene = 32 // bytes

var fields = field.Fields{
	field.Text("id", "The id of the account and, behind a slash, the scene where there is one", "", field.Note("Made by the provider, because WeCom gives links no id. Stable across updates.")),
	field.Text("account_id", "Id of the customer service account (客服账号id) that the link leads to", "open_kfid", field.Required, field.Is(field.NotEmpty),
		field.Refers("wecom_kf_account"), field.Replaces(field.Always, "the link, by another one")),
	field.Text("scene", "Scene (场景值), by which the account's app tells where a customer came from", "scene", field.Optional,
		field.Is(field.TextRule("1 to 32 bytes, letters a-z, A-Z, digits, _ and -", scene{})), field.Without("none"),
		field.Replaces(field.Always, "the link, by another one")),
	field.Text("url", "The link (客服链接)", "url",
		field.Note("Kept from when it was made. With a `scene`, `&scene_param=…` may be appended, up to 128 bytes before they are escaped; nothing else of it may be changed.")),
	field.Protection("Terraform would forget the link, which stays valid."),
}

// model is the state of a wecom_kf_link.
type model struct {
	kind.Object
	AccountID types.String `tfsdk:"account_id"`
	Scene     types.String `tfsdk:"scene"`
	URL       types.String `tfsdk:"url"`
}

// Kind is the noun. Its object is the account: WeCom shows no link.
var Kind kind.Noun = &kind.Kind[model, client.KfAccount]{
	Type: TypeName, Noun: "customer service link", Nouns: "customer service links", Term: "客服链接", Area: kind.CustomerService, Fields: fields, Page: kind.Page(page),
	Needs: client.CredentialApp,
	Import: kind.Import{ID: "Account id and scene.",
		None: "WeCom shows no link that was made before, so there is nothing to import. Declare the link: the apply asks for one, and those that were handed out stay valid."},

	Create: func(r *kind.Run, m *model) (kind.Made, error) {
		url, err := r.Client.KfAccounts.Link(r, m.AccountID.ValueString(), m.Scene.ValueString())
		if err != nil {
			return kind.Made{}, err
		}
		m.URL = types.StringValue(url)
		return kind.Made{ID: strings.TrimSuffix(m.AccountID.ValueString()+"/"+m.Scene.ValueString(), "/")}, nil
	},
	Read: func(r *kind.Run, m *model) (*client.KfAccount, error) {
		return r.Client.KfAccounts.Get(r, m.AccountID.ValueString())
	},
	FromAPI: func(*kind.Run, *model, *client.KfAccount) {},
	Update:  func(*kind.Run, *model, *model) (bool, error) { return false, nil },
	Forgets: func(m *model) string {
		return "WeCom cannot withdraw a link: whoever has it reaches the account as long as that exists. Terraform forgets it, and a new one may be another address."
	},
	Gone: func(m *model) (summary, text string) {
		return fmt.Sprintf("Account of %s is gone", kind.Subject("customer service link", m)),
			fmt.Sprintf("The corp has no customer service account %s any more, so the link leads nowhere. The plan asks for another link of the same account, "+
				"which WeCom refuses: correct account_id, or take the link out.", m.AccountID.ValueString())
	},
	Explain: func(_ *kind.Run, m *model, f *shared.Failure) {
		if errors.Is(f.Err, client.ErrNotFound) || shared.Code(f.Err) == 95000 {
			f.Reason = fmt.Sprintf("there is no customer service account %s", m.AccountID.ValueString())
			f.NextStep = "Correct account_id; the data source wecom_kf_accounts lists the ids of all accounts."
		}
	},
	Corp: kind.Corp[client.KfAccount]{Said: kind.Said{Unlisted: "WeCom issues links and keeps no list of them.", Doc: "94665"}},
}

// scene validates a scene.
type scene struct{}

// Description implements validator.Describer.
func (scene) Description(context.Context) string {
	return "1 to 32 bytes, letters, digits, _ and -"
}

// MarkdownDescription implements validator.Describer.
func (v scene) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (scene) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	s := req.ConfigValue.ValueString()
	other := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '-')
	})
	switch {
	case req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown():
	case s == "":
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid scene", "scene is empty. To have none, leave the line out or write null.")
	case len(s) > maxScene:
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid scene", fmt.Sprintf("scene has %d bytes; WeCom takes %d.", len(s), maxScene))
	case other >= 0:
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid scene", fmt.Sprintf("scene is %q; WeCom takes letters a-z, A-Z, digits, _ and - only.", s))
	}
}
