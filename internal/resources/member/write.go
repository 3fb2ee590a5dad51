// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// read asks for one member; refreshes are many and share calls.
func read(r *kind.Run, m *model) (got *client.Member, err error) {
	if r.Op == "read" {
		got, err = r.Client.Members.Read(r, m.ID.ValueString(), m.DepartmentIDs.Numbers())
	} else {
		got, err = r.Client.Members.Get(r, m.ID.ValueString())
	}
	if err == nil && got.IDsOnly && r.Op != "list" && r.Client.TakeNotice(client.NoticeMemberDetailsUnreadable) {
		r.Warn("Member details could not be read", "%s", shared.IDsOnlyReason+". Only the departments of members are read; everything else of resources is taken from the "+
			"state, so a change in the console is not seen, and in data sources it is null.\n"+shared.IDsOnlyRemedy)
	}
	return got, err
}

func enable(on types.Bool) *int64 {
	n := int64(0)
	if on.ValueBool() {
		n = 1
	}
	return &n
}

func create(r *kind.Run, m *model) (kind.Made, error) {
	secret, invite := kind.Configuration[model](r), m.Invite.ValueBool()
	in := &client.WriteMember{
		UserID: m.ID.ValueString(), Name: field.KnownText(m.Name), Alias: field.KnownText(m.Alias), Mobile: field.KnownText(m.Mobile), Email: field.KnownText(m.Email),
		Address: field.KnownText(m.Address), BizMail: field.KnownText(m.BizMail), Position: field.KnownText(m.Position), Telephone: field.KnownText(m.Telephone),
		ExternalPosition: field.KnownText(m.ExternalPosition), MainDepartment: m.MainDepartmentID.Known(), Gender: gender(m), Invite: &invite,
	}
	secret.secret(in)
	m.place(in, nil)
	if leader := m.DirectLeaderID.ValueString(); leader != "" {
		in.DirectLeader = []string{leader}
	}
	if !m.Enabled.ValueBool() {
		in.Enable = enable(m.Enabled)
	}
	in.Attributes = m.writeAttributes(r, &model{}, nil)
	in.ExternalProfile = m.writeProfile(r, &model{}, nil)
	if err := m.upload(r, in, &model{}); err != nil {
		return kind.Made{}, err
	}
	id, err := send(r, m, in)
	made := kind.Made{ID: id}
	if id != "" && (in.Attributes != nil || in.ExternalProfile != nil || in.Enable != nil) {
		made.More, made.Missing = func() error { return m.complete(r, in) }, "Not everything was taken over."
	}
	if id != "" {
		made.ID = m.ID.ValueString() // in the spelling of the configuration
	}
	return made, err
}

// claim is the key under which a member arrives.
func claim(userID string) string { return "member/" + client.FoldUserID(userID) }

// send makes a member. A leader may be made by the same apply, named by the userid because instances of one resource
// cannot refer to each other: one who comes later is waited for. Where everything that Terraform runs waits, the member
// is made without the leader, who is set on arrival.
func send(r *kind.Run, m *model, in *client.WriteMember) (id string, err error) {
	try := func(in *client.WriteMember) error {
		id, err = r.Client.Members.Create(r, in)
		return err
	}
	err = r.Arrives(r, shared.Missing{
		Try: func() error {
			if err != nil && !r.Claims.Has(claim(in.DirectLeader[0])) {
				return err // somebody else arrived
			}
			return try(in)
		},
		Absent: func(err error) bool { return in.DirectLeader != nil && shared.Code(err) == codeUnknown },
		Aside: func() error {
			alone := *in
			if alone.DirectLeader = nil; try(&alone) != nil && id == "" {
				return err
			}
			return errors.Join(err, r.Claims.Late(r, claim(in.DirectLeader[0]), func(ctx context.Context) error {
				return r.Client.Members.Update(ctx, &client.WriteMember{UserID: in.UserID, DirectLeader: in.DirectLeader})
			}))
		},
	})
	if id == "" {
		return id, err
	}
	if late := r.Claims.Arrived(r, claim(id)); late != nil {
		r.Warn(fmt.Sprintf("Not everybody has %s as direct leader yet", subject(m)), "Members that were made before their leader got no direct_leader_id. Setting it failed; "+
			"the next plan shows what is left to do.\n\n%s", late)
	}
	return id, err
}

// codeUnknown is the errcode of a userid that nobody has.
const codeUnknown = 60111

// complete looks at a member that was just made: whether it is disabled, if it is to be, and whether WeCom has ignored
// an attribute.
func (m *model) complete(r *kind.Run, in *client.WriteMember) error {
	got, missed := m.await(r, in)
	if got == nil {
		return nil // the next refresh sees what WeCom made of it
	}
	if in.Enable != nil && !got.Disabled() {
		if err := r.Client.Members.Update(r, &client.WriteMember{UserID: in.UserID, Enable: in.Enable}); err != nil {
			return err
		}
	}
	missed = slices.DeleteFunc(missed, func(x miss) bool { return x.at == "enabled" })
	if len(missed) == 0 {
		return nil
	}
	return errors.New(missed[0].text)
}

// secret adds what is write-only.
func (m *model) secret(in *client.WriteMember) {
	for _, wo := range []struct {
		from types.String
		to   **string
	}{{m.MobileWO, &in.Mobile}, {m.EmailWO, &in.Email}, {m.AddressWO, &in.Address}} {
		if v := field.KnownText(wo.from); v != nil {
			*wo.to = v
		}
	}
}

func gender(m *model) *int64 {
	if n, ok := genders.Number(m.Gender.ValueString()); ok {
		return &n
	}
	return nil
}

// place adds the departments, with what is positional beside them: WeCom does not say what becomes of orders and leader
// flags that do not come along. current is the member as WeCom has it; nil for a new one, or where that is not known.
func (m *model) place(in *client.WriteMember, current *client.Member) {
	in.Departments = m.DepartmentIDs.Numbers()
	orders := map[int64]int64{}
	if current != nil {
		for i, id := range current.DepartmentIDs {
			if i < len(current.Orders) {
				orders[id] = current.Orders[i]
			}
		}
	}
	for id, n := range ordersOf(m.DepartmentOrders) {
		orders[id] = n
	}
	leads := m.LeaderOfDepartmentIDs.Numbers()
	some := false
	for _, id := range in.Departments {
		n, known := orders[id]
		some = some || known
		in.Orders = append(in.Orders, n)
		flag := int64(0)
		if slices.Contains(leads, id) {
			flag = 1
		}
		in.Leads = append(in.Leads, flag)
	}
	if !some { // nothing is known of orders, so nothing is said
		in.Orders = nil
	}
}

// upload uploads the avatar where it is another one than before.
func (m *model) upload(r *kind.Run, in *client.WriteMember, state *model) error {
	want, have := field.As[avatar](r, m.Avatar), field.As[avatar](r, state.Avatar)
	if want == nil || !want.Known() || have != nil && !want.Changes(*have) {
		return nil
	}
	id, err := want.Upload(r, media.Image, func(ctx context.Context, f *media.File) (string, error) {
		in.AvatarContent = fmt.Sprintf("%x", sha256.Sum256(f.Content))
		return r.Client.Media.Upload(ctx, "image", &client.File{Name: f.Name, Type: f.Type, Content: f.Content})
	})
	if err != nil {
		return fmt.Errorf("avatar: %w", err)
	}
	in.Avatar = &id
	return nil
}

// update sends what differs.
func update(r *kind.Run, plan, state *model) (bool, error) {
	in := &client.WriteMember{UserID: state.ID.ValueString()}
	for _, t := range []struct {
		plan, state types.String
		clears      bool
		to          **string
	}{
		{plan.Name, state.Name, false, &in.Name}, {plan.Alias, state.Alias, false, &in.Alias}, {plan.Position, state.Position, true, &in.Position},
		{plan.Mobile, state.Mobile, false, &in.Mobile}, {plan.Email, state.Email, false, &in.Email}, {plan.Address, state.Address, false, &in.Address},
		{plan.Telephone, state.Telephone, false, &in.Telephone}, {plan.BizMail, state.BizMail, false, &in.BizMail},
		{plan.ExternalPosition, state.ExternalPosition, true, &in.ExternalPosition},
	} {
		switch {
		case t.plan.Equal(t.state) || t.plan.IsUnknown():
		case !t.plan.IsNull():
			*t.to = t.plan.ValueStringPointer()
		case t.clears:
			*t.to = new(string)
		}
	}
	if !plan.Gender.Equal(state.Gender) {
		in.Gender = gender(plan)
	}
	if !plan.Enabled.Equal(state.Enabled) {
		in.Enable = enable(plan.Enabled)
	}
	if !plan.DirectLeaderID.Equal(state.DirectLeaderID) {
		if in.DirectLeader = []string{}; plan.DirectLeaderID.ValueString() != "" {
			in.DirectLeader = []string{plan.DirectLeaderID.ValueString()}
		}
	}
	if err := known(r, in, state); err != nil {
		return false, err
	}
	if !plan.PersonalDataVersion.Equal(state.PersonalDataVersion) {
		kind.Configuration[model](r).secret(in)
	}
	if err := plan.beside(r, in, state); err != nil {
		return false, err
	}
	if err := plan.upload(r, in, state); err != nil {
		return false, err
	}
	if empty(in) {
		return false, nil
	}
	if err := r.Client.Members.Update(r, in); err != nil {
		return false, err
	}
	plan.settled(r, in, state)
	return true, nil
}

// known takes personal data out of what is sent that the member has already: after an import, and wherever a line was
// not there before, the state does not have them.
func known(r *kind.Run, in *client.WriteMember, state *model) error {
	fresh := in.Mobile != nil && state.Mobile.IsNull() || in.Email != nil && state.Email.IsNull() || in.Address != nil && state.Address.IsNull()
	if !fresh {
		return nil
	}
	got, err := r.Client.Members.Get(r, in.UserID)
	if err != nil || got.IDsOnly {
		return err
	}
	if in.Mobile != nil && got.ShowsMobile && sameMobile(*in.Mobile, got.Mobile) {
		in.Mobile = nil
	}
	if in.Email != nil && got.ShowsEmail && strings.EqualFold(*in.Email, got.Email) {
		in.Email = nil
	}
	if in.Address != nil && got.ShowsAddress && *in.Address == got.Address {
		in.Address = nil
	}
	return nil
}

func empty(in *client.WriteMember) bool {
	return in.Name == nil && in.Alias == nil && in.Mobile == nil && in.Email == nil && in.BizMail == nil && in.Departments == nil && in.DirectLeader == nil &&
		in.MainDepartment == nil && in.Position == nil && in.Gender == nil && in.Telephone == nil && in.Address == nil && in.Enable == nil && in.Avatar == nil &&
		in.ExternalPosition == nil && in.Attributes == nil && in.ExternalProfile == nil
}

// beside adds what is written as a whole: departments and attributes. For that it looks at what others have set, so
// that nothing of it is lost.
func (m *model) beside(r *kind.Run, in *client.WriteMember, state *model) error {
	places := !m.DepartmentIDs.Same(state.DepartmentIDs) || !m.LeaderOfDepartmentIDs.Same(state.LeaderOfDepartmentIDs) ||
		!m.DepartmentOrders.IsUnknown() && !m.DepartmentOrders.Equal(state.DepartmentOrders) ||
		m.MainDepartmentID.Known() != nil && !m.MainDepartmentID.Equal(state.MainDepartmentID)
	attributes := !m.CustomAttributes.IsUnknown() && !m.CustomAttributes.Equal(state.CustomAttributes)
	outside := !m.ExternalProfile.IsUnknown() && !m.ExternalProfile.Equal(state.ExternalProfile)
	if !places && !attributes && !outside {
		return nil
	}
	current, err := r.Client.Members.Get(r, in.UserID)
	switch {
	case err != nil:
		return err
	case current.IDsOnly:
		current = nil
	}
	if places {
		m.place(in, current)
		in.MainDepartment = m.MainDepartmentID.Known() // said, so that the planned one stays it
	}
	if attributes {
		in.Attributes = m.writeAttributes(r, state, current)
	}
	if outside {
		in.ExternalProfile = m.writeProfile(r, state, current)
	}
	return nil
}

// remove does what on_destroy says.
func remove(r *kind.Run, m *model) error {
	switch m.OnDestroy.ValueString() {
	case destroyForgets:
		return nil
	case destroyDisables:
		return r.Client.Members.Update(r, &client.WriteMember{UserID: m.ID.ValueString(), Enable: new(int64)})
	}
	return r.Client.Members.Delete(r, m.ID.ValueString())
}

// explain names what is in the way of a write.
func explain(r *kind.Run, m *model, f *shared.Failure) {
	var missing *client.MissingDepartmentError
	var stray *client.StrayDepartmentsError
	switch code := shared.Code(f.Err); {
	case errors.As(f.Err, &missing):
		f.Reason = fmt.Sprintf("department %d does not exist", missing.ID)
		f.NextStep = "Correct department_ids. Nothing was sent, because WeCom would make a department of that id.\nConsole: 通讯录 → 组织架构"
	case errors.As(f.Err, &stray):
		f.NextStep = "Delete that department in the console (通讯录 → 其他（待设置部门）) and correct department_ids."
	case code == 60104 || code == 60106:
		taken(r, m, f, code)
	case r.Op == "data" && errors.Is(f.Err, client.ErrNotFound):
		f.Reason = fmt.Sprintf("there is no member with the userid %q", m.ID.ValueString())
		f.NextStep = "Check the userid (通讯录 shows it as 账号); the data source wecom_members lists those of a department."
	}
}

// taken names the member who has a mobile number or an email: WeCom's answer names that of a number (captured).
func taken(r *kind.Run, m *model, f *shared.Failure, code int) {
	var api *client.APIError
	owner, what := "", "email"
	if code == 60104 {
		what = "mobile number"
		if errors.As(f.Err, &api) {
			_, owner, _ = strings.Cut(api.Message, ":")
			owner = strings.TrimSpace(owner)
		}
	}
	if field.UserIDProblem(owner) != "" {
		secret := kind.Configuration[model](r)
		mobile, email := either(m.Mobile, secret.MobileWO), either(m.Email, secret.EmailWO)
		found, err := r.Client.Members.Owner(r, func(o *client.Member) bool {
			return code == 60104 && o.ShowsMobile && o.Mobile != "" && sameMobile(o.Mobile, mobile) || code == 60106 && o.ShowsEmail && o.Email != "" && strings.EqualFold(o.Email, email)
		})
		if err != nil || found == "" {
			return
		}
		owner = found
	}
	f.Reason = fmt.Sprintf("the %s belongs to the member %s", what, owner)
	f.NextStep = fmt.Sprintf("Each member needs one of their own. If it passes from %s to this member, take it from %[1]s in an apply of its own, before this one.", owner)
}

func either(a, b types.String) string {
	if a.ValueString() != "" {
		return a.ValueString()
	}
	return b.ValueString()
}
