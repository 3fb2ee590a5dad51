// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// check refuses what no corp could accept. It sees write-only values in a configuration only.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	checkPlaces(m, diags)
	for _, wo := range []struct {
		name  string
		value types.String
	}{{"mobile_wo", m.MobileWO}, {"email_wo", m.EmailWO}, {"address_wo", m.AddressWO}} {
		at := path.Root(wo.name)
		switch {
		case wo.value.IsNull():
		case m.PersonalDataVersion.IsNull():
			diags.AddAttributeError(at, "Version of personal data is missing", fmt.Sprintf("%s is set and personal_data_version is not. Set it to a number, such as 1: another "+
				"number sends the personal data again.", at))
		case !m.Mobile.IsNull() || !m.Email.IsNull() || !m.Address.IsNull():
			diags.AddAttributeError(at, "Personal data is given twice", fmt.Sprintf("%s is set beside mobile, email or address, which stay in the state. Give all of them in one of "+
				"the two forms.", at))
		}
	}
	for name, v := range m.CustomAttributes.Elements() {
		o, _ := v.(types.Object)
		checkAttribute("custom_attributes", name, field.As[attribute](ctx, o), mostInternalText, types.ObjectNull(programType.AttrTypes), diags)
	}
	if p := field.As[profile](ctx, m.ExternalProfile); p != nil {
		for name, v := range p.Attributes.Elements() {
			o, _ := v.(types.Object)
			if e := field.As[external](ctx, o); e != nil {
				checkAttribute("external_profile", name, &e.attribute, mostExternalText, e.MiniProgram, diags)
			} else if o.IsNull() {
				checkAttribute("external_profile", name, nil, mostExternalText, types.ObjectNull(programType.AttrTypes), diags)
			}
		}
	}
	if a := field.As[avatar](ctx, m.Avatar); a != nil && a.SHA256.IsNull() { // of a configuration
		a.Check(path.Root("avatar"), diags)
	}
}

func checkPlaces(m *model, diags *diag.Diagnostics) {
	if !m.DepartmentIDs.IsKnown() || m.DepartmentIDs.IsNull() {
		return
	}
	in := map[int64]bool{}
	for _, id := range m.DepartmentIDs.Numbers() {
		in[id] = true
	}
	var strange []string
	for _, id := range m.LeaderOfDepartmentIDs.Numbers() {
		if !in[id] {
			strange = append(strange, fmt.Sprint(id))
		}
	}
	if len(strange) > 0 {
		diags.AddAttributeError(path.Root("leader_of_department_ids"), "Leader of a department of others",
			fmt.Sprintf("leader_of_department_ids has %s, which department_ids has not: a member leads departments that they are in. Add it there, or take it out here.", strings.Join(strange, ", ")))
	}
	if id := m.MainDepartmentID.Known(); id != nil && !in[*id] {
		diags.AddAttributeError(path.Root("main_department_id"), "Main department of others",
			fmt.Sprintf("main_department_id is %d, which department_ids has not. Add it there, or choose one of them.", *id))
	}
	at := path.Root("department_orders")
	for _, key := range slices.Sorted(maps.Keys(m.DepartmentOrders.Elements())) {
		n, _ := m.DepartmentOrders.Elements()[key].(field.Whole)
		var id int64
		_, err := fmt.Sscan(key, &id)
		switch v := n.Known(); {
		case err != nil || fmt.Sprint(id) != key:
			diags.AddAttributeError(at, "Order of no department", fmt.Sprintf("department_orders has the key %q, which is no department id. Write { \"<department id>\" = <number> }, or "+
				"{ (wecom_department.x.id) = <number> }.", key))
		case !in[id]:
			diags.AddAttributeError(at, "Order in a department of others", fmt.Sprintf("department_orders has department %d, which department_ids has not. Add it there, or take it out here.", id))
		case n.Problem() != "":
			diags.AddAttributeError(at, "Not a whole number", fmt.Sprintf("department_orders[%q] is %s", key, n.Problem()))
		case n.IsNull():
			diags.AddAttributeError(at, "Null in a map", fmt.Sprintf("department_orders[%q] is null. Leave the key out.", key))
		case v != nil && (*v < 0 || *v > maxOrder):
			diags.AddAttributeError(at, "Number out of range", fmt.Sprintf("department_orders[%q] is %d; WeCom takes 0 to %d.", key, *v, int64(maxOrder)))
		}
	}
}

// checkAttribute wants exactly one kind of value, within its limits.
func checkAttribute(root, name string, a *attribute, most int, program types.Object, diags *diag.Diagnostics) {
	say := func(format string, args ...any) {
		diags.AddAttributeError(path.Root(root), "Invalid attribute", fmt.Sprintf("The attribute %q of %s ", name, root)+fmt.Sprintf(format, args...))
	}
	if a == nil {
		return // unknown as a whole, or null, which a map of objects refuses by itself
	}
	if strings.TrimSpace(name) == "" {
		say("has no name. Its key is the name in the console.")
		return
	}
	text, url, title := a.Text.ValueString(), a.URL.ValueString(), a.Title.ValueString()
	web, unknown := !a.URL.IsNull() || !a.Title.IsNull(), a.Text.IsUnknown() || a.URL.IsUnknown() || a.Title.IsUnknown() || program.IsUnknown()
	kinds := 0
	for _, has := range []bool{!a.Text.IsNull(), web, !program.IsNull()} {
		if has {
			kinds++
		}
	}
	switch {
	case unknown:
	case kinds == 0:
		say("has no value. Give text, or url and title; to clear it, take the whole key out.")
	case kinds > 1:
		say("has values of two kinds. Give text, or url and title%s.", map[bool]string{true: ", or mini_program"}[root == "external_profile"])
	case web && (a.URL.IsNull() || a.Title.IsNull()):
		say("is a web page and needs both url and title.")
	case web && !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://"):
		say("has a url without http:// or https://.")
	case !a.Text.IsNull() && text == "":
		say("has an empty text. To clear it, take the whole key out.")
	case utf8.RuneCountInString(text) > most:
		say("has a text of %d characters; WeCom allows %d.", utf8.RuneCountInString(text), most)
	}
	_ = title // its length is a limit of the field
}
