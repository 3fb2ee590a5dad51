// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// compare reads the corp and returns each kind as "kind managed/ignored: unmanaged names", and the notes. kinds are
// those that are compared: of some the list has the names.
var kinds = []inventory.Kind{"department", "tag_group", "contact_way", "acquisition_link"}

func compare(t *testing.T, server *emulator.Server, c *client.Client, managed inventory.Managed, names bool, ignore ...string) (lines, notes []string) {
	t.Helper()
	ig, err := inventory.ParseIgnore(strings.NewReader(strings.Join(ignore, "\n")))
	if err != nil {
		t.Fatal(err)
	}
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: kinds})
	if err != nil {
		t.Fatal(err)
	}
	server.ResetRequests()
	covered, err := inventory.Compare(t.Context(), c, inv, managed, ig, names)
	if err != nil {
		t.Fatal(err)
	}
	for _, cover := range covered {
		var left []string
		for _, o := range cover.Unmanaged {
			left = append(left, o.ID+"="+o.Label())
		}
		lines = append(lines, strings.Join([]string{string(cover.Kind), strings.Join(left, " ")}, ": "))
		if cover.Note != "" {
			notes = append(notes, cover.Note)
		}
	}
	return lines, notes
}

func TestCompareReadsNoNameInVain(t *testing.T) {
	all := corp(4)
	all.TagGroups = append(all.TagGroups, emulator.TagGroup{ID: "etC", Name: "旧", CreateTime: 4000, Tags: []emulator.Tag{{ID: "etC1", Name: "a"}}})
	server, c := start(t, all, appSecret, contactsSecret)
	managed := inventory.Managed{
		"department": {"2": true}, "contact_way": {"way0000": true}, "acquisition_link": {"ca1": true, "gone": true},
	}
	got, notes := compare(t, server, c, managed, true, "contact_way:way0001", "contact_way:第2", "*:etB", "tag_group:旧")
	want := []string{
		"department: 3=研发中心/后端", "tag_group: etA=等级", "contact_way: way0003=第3", "acquisition_link: ca2=官网",
	}
	if diff := cmp.Diff(want, got); diff != "" || notes != nil {
		t.Errorf("%s\n%v", diff, notes)
	}
	// way0000 is managed, way0001 ignored by its id: two names, and one of a link.
	if diff := cmp.Diff(map[string]int{"get_contact_way": 2, "get": 1}, calls(server)); diff != "" {
		t.Error(diff)
	}
	got, _ = compare(t, server, c, managed, false, "contact_way:第2")
	if got[2] != "contact_way: way0001= way0002= way0003=" || len(server.Requests()) != 0 {
		t.Errorf("%v %v", got, server.Requests())
	}
}

func TestCompareBoundsItsCalls(t *testing.T) {
	server, c := start(t, corp(inventory.NamesRead+5), appSecret, contactsSecret)
	_, notes := compare(t, server, c, nil, true)
	if n := calls(server)["get_contact_way"]; n != inventory.NamesRead {
		t.Errorf("%d calls", n)
	}
	if diff := cmp.Diff([]string{"Of the 205 unmanaged contact ways the names of the first 200 were read."}, notes); diff != "" {
		t.Error(diff)
	}
}

// What vanishes between the list and the reading of its name keeps its id.
func TestCompareOfWhatIsGone(t *testing.T) {
	server, c := start(t, corp(1), appSecret, contactsSecret)
	inv, err := inventory.Read(t.Context(), c, inventory.Options{Kinds: []inventory.Kind{"contact_way"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Console().DeleteContactWay("way0000"); err != nil {
		t.Fatal(err)
	}
	covered, err := inventory.Compare(t.Context(), c, inv, nil, nil, true)
	if err != nil || len(covered) != 1 || len(covered[0].Unmanaged) != 1 || covered[0].Unmanaged[0].Label() != "" || covered[0].Share() != 0 {
		t.Errorf("%+v %v", covered, err)
	}
}

// A kind that is refused is neither empty nor unmanaged.
func TestCompareLeavesOutWhatIsRefused(t *testing.T) {
	server, c := start(t, corp(1), "", contactsSecret)
	got, _ := compare(t, server, c, nil, true)
	if len(got) != 1 || !strings.HasPrefix(got[0], "department: ") {
		t.Errorf("%v", got)
	}
}
