// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
)

// Reading is one reading of one switch other than its zero value.
type Reading struct {
	Switch string // name of the field of Switches
	Value  string // what it is set to, in words
	// Family is the object family whose calls answer differently: "token", "directory", "customer_tag",
	// "follow_user", "contact_way", "acquisition_link", "intercept_rule", "media"; "external" are the three with
	// members; "all" is every family.
	Family string
	// Apply sets the switch to this reading and leaves the others.
	Apply func(*Switches)
}

const (
	allFamilies      = "all"
	externalFamilies = "external"
)

// families says what the switches change that do not belong to the family of their struct.
var families = map[string]string{
	"PermissionBeforeIP": allFamilies, "NoErrorTail": allFamilies, "OldHints": allFamilies, "EmptyListsAbsent": allFamilies, "Shuffle": allFamilies, "ReadLag": allFamilies,
	"ExpiredToken40014": allFamilies, "ConstantExpiresIn": string(familyToken), "TokensSurviveReset": string(familyToken),
	"ForeignTag40068": string(familyCustomerTag), "TagFilterAll": string(familyCustomerTag), "DeletedGroup": string(familyCustomerTag),
	"AddPartial": string(familyCustomerTag), "GroupOrderApplied": string(familyCustomerTag), "ForeignGroupRefused": string(familyCustomerTag),
	"ForeignTagsDeleted": string(familyCustomerTag), "TagOrderAbsent": string(familyCustomerTag), "DeletedFalseShown": string(familyCustomerTag),
	"SpuriousAdd40068": string(familyCustomerTag), "TagNamesIgnoreCase": string(familyCustomerTag),
	"NoFollowUsersRefused": string(familyFollowUser), "CheckFollowUserOpen": string(familyFollowUser), "ExpiredMedia40145": string(familyContactWay), "MediaReused": string(familyMedia),
}

// structFamilies is the family of the switches in each struct, where families does not say otherwise.
var structFamilies = map[reflect.Type]string{
	reflect.TypeFor[Switches]():            string(familyDirectory),
	reflect.TypeFor[MemberGateSwitches]():  externalFamilies,
	reflect.TypeFor[ContactWaySwitches]():  string(familyContactWay),
	reflect.TypeFor[AcquisitionSwitches](): string(familyAcquisition),
	reflect.TypeFor[InterceptSwitches]():   string(familyIntercept),
}

// readingsOf are the readings of the switches that are no booleans, without the zero value.
var readingsOf = map[string][]string{
	"EmptyNameEN":  {EmptyNameENIgnored, EmptyNameENCleared},
	"DeletedGroup": {DeletedGroup40068, DeletedGroupBare},
	"Shuffle":      {"1"},
	"ReadLag":      {"1", "3"},

	"UnknownUser":  {"40003", "40031"},
	"UnknownParty": {"40066", "60003"},

	"WayOmitted":          {OmittedFlagsTrue, OmittedCleared},
	"WayEmptyText":        {EmptyClears, EmptyRefused},
	"WayEmptyList":        {EmptyClears, EmptyRefused},
	"WayEmptyConclusions": {EmptyClears, EmptyRefused},
	"WayTemporaryKeys":    {EmptyShown, EmptyNull},
	"WayEmptyKeys":        {EmptyAbsent, EmptyNull},
	"WayStyle":            {"1", "0"},
	"WayForeign":          {"60011", "41044"},

	"LinkUnknown":         {"60011", "48002"},
	"LinkForeign":         {"40058", "48002"},
	"LinkOmitted":         {OmittedFlagsTrue, OmittedCleared},
	"LinkPriorityNone":    {EmptyNull, LinkPriorityEmpty, EmptyShown},
	"LinkPriorityRemoval": {PriorityRemovalIgnored, PriorityRemoved},
	"LinkShape":           {LinkShapeID, LinkShapeTopLevel},
	"LinkEmptyLists":      {EmptyAbsent, EmptyNull},

	"RuleSemantics":   {RuleSemanticsNested, RuleSemanticsFlat},
	"RuleNoSemantics": {EmptyAbsent, EmptyNull, RuleSemanticsEmptyExtra},
	"RuleID":          {RuleIDNumber, RuleIDNumberEverywhere},
	"RuleEmptyLists":  {EmptyAbsent, EmptyNull},
}

// SwitchReadings lists the readings of every switch, in the order of the switches, so that a test can go through
// them one at a time. The zero value, on which such a test starts, is not among them.
func (s *Server) SwitchReadings() []Reading { return SwitchReadings() }

// SwitchReadings is Server.SwitchReadings for tests that have no server yet.
func SwitchReadings() []Reading { return readingsIn(reflect.TypeFor[Switches](), nil) }

func readingsIn(t reflect.Type, path []int) []Reading {
	var out []Reading
	for i := range t.NumField() {
		field, at := t.Field(i), append(slices.Clone(path), i)
		if field.Anonymous {
			out = append(out, readingsIn(field.Type, at)...)
			continue
		}
		family, ok := families[field.Name]
		if !ok {
			family = structFamilies[t]
		}
		values := readingsOf[field.Name]
		if field.Type.Kind() == reflect.Bool {
			values = []string{"true"}
		}
		for _, value := range values {
			out = append(out, Reading{field.Name, value, family, func(sw *Switches) {
				set(reflect.ValueOf(sw).Elem().FieldByIndex(at), value)
			}})
		}
	}
	return out
}

func set(v reflect.Value, value string) {
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(true)
	case reflect.String:
		v.SetString(value)
	default:
		n, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			panic(err) // a mistake in readingsOf
		}
		v.SetInt(n)
	}
}

// validateReadings refuses texts that are no reading of their switch.
func (sw Switches) validateReadings() error { return validateIn(reflect.ValueOf(sw)) }

func validateIn(v reflect.Value) error {
	for i := range v.NumField() {
		field := v.Type().Field(i)
		if field.Anonymous {
			if err := validateIn(v.Field(i)); err != nil {
				return err
			}
			continue
		}
		if text := v.Field(i).String(); field.Type.Kind() == reflect.String && text != "" && !slices.Contains(readingsOf[field.Name], text) {
			return fmt.Errorf("%s: unknown reading %q", field.Tag.Get("json"), text)
		}
	}
	return nil
}
