// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package appchat is the resource wecom_app_chat and its data source: group chats that an app makes.
package appchat

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_app_chat"

const noun = "group chat"

//go:embed page.md
var page string

var fields = field.Fields{
	field.Text("id", "Id of the chat (群聊id), 1 to 32 letters and digits, told apart by case", "chatid", field.Managed, field.Without("one that the provider makes"),
		field.Is(field.TextRule("", chatID{})), field.Note("Taken for ever, also after the chat was dissolved."), field.Replaces(field.Always, "the group chat by another one"),
		field.Reads("Id of the chat (群聊id)")),
	field.Text("name", "Name (群名)", "name", field.Managed, field.Without("none"), field.Is(field.Length{Max: 50, Mark: true}), field.Note("WeCom cannot clear it.")),
	field.Text("owner_id", "User id of the owner (群主), one of `user_ids`", "owner", field.Managed, field.Without("which chooses one of the members"),
		field.Is(field.TextRule("1 to 64 bytes", field.UserID{}))),
	field.Users("user_ids", "User ids of the members (群成员), 2 to 2000, the app counting as one", "userlist", 0, field.Required,
		field.Note("The console may set a lower limit. Who joins or leaves in the client is a difference.")),
	field.Protection("A destroy leaves the chat as it is, and nobody looks after its members any more."),
}

// model is the state of a wecom_app_chat.
type model struct {
	kind.Object
	Name    types.String `tfsdk:"name"`
	OwnerID types.String `tfsdk:"owner_id"`
	UserIDs field.Set    `tfsdk:"user_ids"`
}

// Named is the name by which messages call the chat.
func (m *model) Named() types.String { return m.Name }

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.AppChat]{
	Type: TypeName, Noun: noun, Nouns: "group chats", Term: "应用群聊", Area: kind.Apps, Fields: fields, Page: kind.Page(page),
	Needs:    client.CredentialApp,
	Import:   kind.Import{ID: "Chat id.", Advice: "A group chat is imported by its chat id, which the create answered; WeCom lists none."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.AppChats.Made(id, made) },
	Check:    check,
	Plan:     plan,

	Create: func(r *kind.Run, m *model) (kind.Made, error) {
		id, err := r.Client.AppChats.Create(r, &client.AppChat{ID: m.ID.ValueString(), Name: m.Name.ValueString(), Owner: m.OwnerID.ValueString(), Users: m.UserIDs.Strings()})
		return kind.Made{ID: id}, err
	},
	Read: func(r *kind.Run, m *model) (*client.AppChat, error) {
		return r.Client.AppChats.Get(r, m.ID.ValueString())
	},
	FromAPI: func(_ *kind.Run, m *model, c *client.AppChat) {
		m.ID, m.Name = types.StringValue(c.ID), field.TextOf(c.Name)
		if !strings.EqualFold(m.OwnerID.ValueString(), c.Owner) || c.Owner == "" { // userids know no case
			m.OwnerID = field.TextOf(c.Owner)
		}
		m.UserIDs = field.UsersSet(c.Users, m.UserIDs)
	},
	Update: update,
	Forgets: func(*model) string {
		return "The chat lives on with its members, who notice nothing; only its owner can dissolve it, in the client. Its id stays taken for ever."
	},
	Gone: func(m *model) (string, string) {
		return fmt.Sprintf("Group chat %s is gone", m.ID.ValueString()),
			"Its owner dissolved it in the client. Its id stays taken: where `id` is written, another one is needed to make the chat again."
	},
	Explain: explain,

	ByID: "Id of the chat, not empty. API key `chatid`.",
	Corp: kind.Corp[client.AppChat]{Said: kind.Said{Unlisted: "WeCom has no list of the group chats that apps make."}},
}

// check holds members and owner together.
func check(_ context.Context, m *model, diags *diag.Diagnostics) {
	if m.UserIDs.IsUnknown() {
		return
	}
	switch n := len(m.UserIDs.Elements()); {
	case n < 2:
		diags.AddAttributeError(path.Root("user_ids"), "Too few members", fmt.Sprintf("user_ids names %d of the 2 to 2000 members that a group chat has.", n))
	case n > 2000:
		diags.AddAttributeError(path.Root("user_ids"), "Too many members", fmt.Sprintf("user_ids names %d members; a group chat has 2 to 2000.", n))
	}
	owner := m.OwnerID.ValueString()
	if owner != "" && m.UserIDs.IsKnown() && !has(m.UserIDs.Strings(), owner) {
		diags.AddAttributeError(path.Root("owner_id"), "Owner is not a member", fmt.Sprintf("owner_id is %q, who is not among user_ids; the owner is a member of the chat.", owner))
	}
}

func has(ids []string, id string) bool {
	return slices.ContainsFunc(ids, func(u string) bool { return strings.EqualFold(u, id) })
}

// plan refuses to take the owner out without another one.
func plan(_ *kind.Run, c *kind.Change[model]) {
	if c.State == nil || !c.Config.OwnerID.IsNull() || !c.Plan.UserIDs.IsKnown() {
		return
	}
	if owner := c.State.OwnerID.ValueString(); owner != "" && !has(c.Plan.UserIDs.Strings(), owner) {
		c.Refuse(path.Root("user_ids"), "Owner leaves the chat",
			fmt.Sprintf("user_ids does not name %q, who owns %s. Write owner_id, one of user_ids, so that another member owns it.", owner, kind.Subject(noun, c.State)))
	}
}

// update sends what differs from the chat as it is now: members come and go in the client, and WeCom refuses to remove
// whoever has left (doc 98913).
func update(r *kind.Run, plan, state *model) (bool, error) {
	id := state.ID.ValueString()
	now, err := r.Client.AppChats.Get(client.Fresh(r), id)
	if err != nil {
		return false, err
	}
	in := client.UpdateAppChatRequest{ID: id}
	if name := plan.Name.ValueString(); name != now.Name {
		in.Name = name
	}
	if owner := plan.OwnerID.ValueString(); !strings.EqualFold(owner, now.Owner) {
		in.Owner = owner
	}
	want := plan.UserIDs.Strings()
	for _, u := range want {
		if !has(now.Users, u) {
			in.Add = append(in.Add, u)
		}
	}
	for _, u := range now.Users {
		if !has(want, u) {
			in.Remove = append(in.Remove, u)
		}
	}
	if in.Name == "" && in.Owner == "" && in.Add == nil && in.Remove == nil {
		return false, nil
	}
	return true, r.Client.AppChats.Update(r, &in)
}

// explain tells what a refusal means here.
func explain(_ *kind.Run, m *model, f *shared.Failure) {
	if errors.Is(f.Err, client.ErrNameTaken) {
		f.Reason = fmt.Sprintf("the chat id %s is taken, by a chat that is there or by one that was dissolved", m.ID.ValueString())
		f.NextStep = "Choose another id, or leave the line out. A chat of this app that is there can be imported: terraform import <address> " + m.ID.ValueString()
	}
	if shared.Code(f.Err) == 86007 || shared.Code(f.Err) == 86216 {
		f.NextStep = fmt.Sprintf("WeCom does not say who it is. Correct user_ids, which names %s: members of the corp who have not left.", shared.Shorten(m.UserIDs.Strings()))
	}
}

// chatID validates the id of a chat.
type chatID struct{}

var wellFormed = regexp.MustCompile(`^[0-9a-zA-Z]{1,32}$`)

// Description implements validator.Describer.
func (chatID) Description(context.Context) string { return "1 to 32 letters and digits" }

// MarkdownDescription implements validator.Describer.
func (v chatID) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (chatID) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if s := req.ConfigValue.ValueString(); !wellFormed.MatchString(s) {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid chat id", fmt.Sprintf("id is %q; WeCom takes 1 to 32 of the characters 0-9, a-z and A-Z.", s))
	}
}
