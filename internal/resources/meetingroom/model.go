// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package meetingroom

import (
	"context"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

// model is the state of a wecom_meeting_room.
type model struct {
	kind.NumberObject
	Name          types.String `tfsdk:"name"`
	Capacity      field.Whole  `tfsdk:"capacity"`
	Location      types.Object `tfsdk:"location"`
	Equipment     field.Set    `tfsdk:"equipment"`
	Coordinate    types.Object `tfsdk:"coordinate"`
	UserIDs       field.Set    `tfsdk:"user_ids"`
	DepartmentIDs field.Set    `tfsdk:"department_ids"`
	NeedsApproval types.Bool   `tfsdk:"needs_approval"`
}

// location is the object `location`.
type location struct {
	City     types.String `tfsdk:"city"`
	Building types.String `tfsdk:"building"`
	Floor    types.String `tfsdk:"floor"`
}

func (l *location) String() string {
	var parts []string
	for _, v := range []types.String{l.City, l.Building, l.Floor} {
		if v.ValueString() != "" {
			parts = append(parts, v.ValueString())
		}
	}
	return strings.Join(parts, " / ")
}

// coordinate is the object `coordinate`.
type coordinate struct {
	Latitude  types.String `tfsdk:"latitude"`
	Longitude types.String `tfsdk:"longitude"`
}

func (c *coordinate) String() string {
	return c.Latitude.ValueString() + ", " + c.Longitude.ValueString()
}

var (
	locationType   = fields.Get("location").Type()
	coordinateType = fields.Get("coordinate").Type()
)

// Named is the name by which messages call the room.
func (m *model) Named() types.String { return m.Name }

// at is where the room is; nil where that is nowhere, or not known.
func (m *model) at(ctx context.Context) *location { return field.As[location](ctx, m.Location) }

// position is that of the building; nil where it has none, or where it is not known.
func (m *model) position(ctx context.Context) *coordinate {
	c := field.As[coordinate](ctx, m.Coordinate)
	if c == nil || c.Latitude.ValueString() == "" || c.Longitude.ValueString() == "" {
		return nil
	}
	return c
}

// sameBuilding reports whether two locations are certainly in one building.
func sameBuilding(a, b *location) bool {
	return a != nil && b != nil && a.City.Equal(b.City) && a.Building.Equal(b.Building) && !a.City.IsUnknown() && !a.Building.IsUnknown()
}

// same reports whether two positions are one, whatever decimals they are written with.
func (c *coordinate) same(o *coordinate) bool {
	return sameDegrees(c.Latitude.ValueString(), o.Latitude.ValueString()) && sameDegrees(c.Longitude.ValueString(), o.Longitude.ValueString())
}

// enough is from how many decimals on a rounded number still tells the place: the fourth is 11 metres.
const enough = 4

// sameDegrees compares decimal texts as numbers: WeCom may write them with other zeros, or fewer decimals.
func sameDegrees(a, b string) bool {
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	if !okX || !okY {
		return a == b
	}
	if x.Cmp(y) == 0 {
		return true
	}
	digits := min(decimals(a), decimals(b))
	if digits < enough || decimals(a) == decimals(b) {
		return false
	}
	unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
	off := new(big.Rat).Sub(x, y)
	return off.Abs(off).Cmp(unit) < 0
}

func decimals(s string) int {
	_, fraction, _ := strings.Cut(s, ".")
	return len(fraction)
}

// wholeCompany reports whether a range is everybody: none at all, or the root department.
func wholeCompany(users []string, departments []int64) bool {
	return len(users) == 0 && (len(departments) == 0 || slices.Equal(departments, []int64{1}))
}

// fromAPI takes over what WeCom shows. A range that it does not show is as it was (doc 93619).
func (m *model) fromAPI(ctx context.Context, r *client.MeetingRoom) {
	m.ID, m.Name, m.Capacity = field.WholeValue(r.ID), types.StringValue(r.Name), field.WholeValue(r.Capacity)
	m.Location = types.ObjectNull(locationType.AttrTypes)
	if r.City+r.Building+r.Floor != "" {
		m.Location = field.ObjectOf(ctx, locationType, &location{field.TextOf(r.City), field.TextOf(r.Building), field.TextOf(r.Floor)})
	}
	m.Equipment = field.StringsSet(equipmentWords(r.Equipment))
	shown := shownPosition(r)
	if before := m.position(ctx); before == nil || shown == nil || !before.same(shown) {
		m.Coordinate = field.ObjectOf(ctx, coordinateType, shown)
	}
	if r.Range != nil && !(wholeCompany(r.Range.UserIDs, r.Range.DepartmentIDs) && wholeCompany(m.UserIDs.Strings(), m.DepartmentIDs.Numbers())) {
		m.UserIDs = orNull(field.UsersSet(r.Range.UserIDs, m.UserIDs), m.UserIDs, field.UserSet)
		m.DepartmentIDs = orNull(field.NumbersSet(r.Range.DepartmentIDs), m.DepartmentIDs, field.NumberSet)
	}
	m.NeedsApproval = types.BoolPointerValue(r.Approval)
}

// orNull is a set in the form in which nobody is written: as before.
func orNull(shown, before field.Set, ty field.SetType) field.Set {
	if shown.IsNone() && before.IsNull() {
		return field.Null(ty)
	}
	return shown
}

func equipmentWords(numbers []int64) []string {
	out := make([]string, 0, len(numbers))
	for _, n := range numbers {
		out = append(out, equipment.Text(n))
	}
	return out
}

// shownPosition is nil where WeCom shows none. Zeros behind the last decimal are WeCom's, not those of a configuration.
func shownPosition(r *client.MeetingRoom) *coordinate {
	if r.Coordinate == nil || r.Coordinate.Latitude == "" || r.Coordinate.Longitude == "" {
		return nil
	}
	short := func(s string) types.String {
		if strings.Contains(s, ".") {
			s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
		}
		return types.StringValue(s)
	}
	return &coordinate{short(r.Coordinate.Latitude), short(r.Coordinate.Longitude)}
}

// check refuses what no corp could accept.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	if l := m.at(ctx); l != nil {
		var given, missing []string
		for _, part := range []struct {
			name string
			is   types.String
		}{{"city", l.City}, {"building", l.Building}, {"floor", l.Floor}} {
			if part.is.IsNull() {
				missing = append(missing, part.name)
			} else {
				given = append(given, part.name)
			}
		}
		if len(missing) > 0 {
			names := "has no"
			if len(given) > 0 {
				names = "names " + strings.Join(given, " and ") + " and no"
			}
			diags.AddAttributeError(path.Root("location"), "Incomplete location",
				fmt.Sprintf("location %s %s: WeCom takes city, building and floor together, or none of them.", names, strings.Join(missing, " and ")))
		}
	}
	c := field.As[coordinate](ctx, m.Coordinate)
	switch {
	case c == nil:
	case c.Latitude.IsNull() || c.Longitude.IsNull():
		diags.AddAttributeError(path.Root("coordinate"), "Incomplete coordinate", "coordinate needs both latitude and longitude.")
	case m.Location.IsNull():
		diags.AddAttributeError(path.Root("coordinate"), "Coordinate without a building",
			"coordinate is given and location is not: it is the position of a building. Write location, or leave coordinate out.")
	}
}

// degrees validates a latitude or longitude, which is at most most.
type degrees struct{ most int64 }

// Description implements validator.Describer.
func (d degrees) Description(context.Context) string { return fmt.Sprintf("-%d to %d", d.most, d.most) }

// MarkdownDescription implements validator.Describer.
func (d degrees) MarkdownDescription(ctx context.Context) string { return d.Description(ctx) }

var decimal = regexp.MustCompile(`^-?[0-9]{1,3}(\.[0-9]{1,20})?$`)

// ValidateString implements validator.String. The error stands at the attribute of the resource, whose line Terraform
// shows.
func (d degrees) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	text := req.ConfigValue.ValueString()
	n, ok := new(big.Rat).SetString(text)
	switch {
	case !ok || !decimal.MatchString(text):
		resp.Diagnostics.AddAttributeError(path.Root("coordinate"), "Invalid coordinate", fmt.Sprintf("%s is %q; write decimal degrees, such as 22.540503.", req.Path, text))
	case n.Abs(n).Cmp(new(big.Rat).SetInt64(d.most)) > 0:
		resp.Diagnostics.AddAttributeError(path.Root("coordinate"), "Invalid coordinate", fmt.Sprintf("%s is %s; it lies between -%d and %d.", req.Path, text, d.most, d.most))
	}
}
