// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

func TestSwitchReadings(t *testing.T) {
	readings := start(t, ExampleCorp()).srv.SwitchReadings()
	seen := map[string]int{}
	known := []string{"all", "external", "token"}
	for _, rt := range (&families{}).Routes() {
		known = append(known, rt.Family)
	}
	for _, r := range readings {
		seen[r.Switch]++
		var sw Switches
		r.Apply(&sw)
		var others Switches
		v, zero := reflect.ValueOf(&sw).Elem(), reflect.ValueOf(&others).Elem()
		got := fmt.Sprint(v.FieldByName(r.Switch))
		equal(t, r.Switch, got, r.Value)
		v.FieldByName(r.Switch).Set(zero.FieldByName(r.Switch))
		equal(t, "other switches beside "+r.Switch, sw, others)
		if !slices.Contains(known, r.Family) {
			t.Errorf("%s: unknown family %q", r.Switch, r.Family)
		}
		r.Apply(&sw)
		if err := core.CheckReadings(&sw); err != nil {
			t.Error(err)
		}
	}
	tags := map[string]bool{}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Switches]()) {
		tag := field.Tag.Get("json")
		if !field.Anonymous && (tag == "" || tags[tag]) {
			t.Errorf("%s: the JSON key %q is missing or taken", field.Name, tag)
		}
		tags[tag] = true
		if !field.Anonymous && seen[field.Name] == 0 {
			t.Errorf("%s has no reading", field.Name)
		}
	}
	bad := Switches{ContactWaySwitches: ContactWaySwitches{WayOmitted: "perhaps"}}
	if err := core.CheckReadings(&bad); err == nil || err.Error() != `way_omitted: unknown reading "perhaps"` {
		t.Errorf("a reading that is none: %v", err)
	}
}

// serving is one life under one reading.
type serving struct {
	*caller
	reading string
}

// lives are what TestEveryReadingServes does with an object of each noun: made, changed, read and deleted. Each stands
// beside the tests of its noun.
var lives []func(serving)

func serves(life func(serving)) bool {
	lives = append(lives, life)
	return true
}

// call sends a request of the app that must work.
func (s serving) call(what, path, body string) reply {
	r := s.post(ExampleSecret, path, body)
	if r.code() != 0 {
		s.t.Errorf("%s: %s: %v", s.reading, what, r)
	}
	return r
}

// shows reads often enough for reads that lag by three and wants the last to have a value.
func (s serving) shows(what string, want any, read func() any) {
	s.t.Helper()
	var got any
	for range 5 {
		got = read()
	}
	equal(s.t, s.reading+": "+what, got, want)
}

func TestEveryReadingServes(t *testing.T) {
	if len(lives) < 10 {
		t.Fatalf("%d lives", len(lives))
	}
	for _, reading := range SwitchReadings() {
		c := start(t, ExampleCorp())
		c.srv.SetSwitches(reading.Apply)
		name := reading.Switch + "=" + reading.Value
		for _, life := range lives {
			life(serving{c, name})
		}
		equal(t, name+": corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
		c.noViolations()
	}
}

func TestReadsLagPerFamily(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{ReadLag: 1}}))
	way, link := c.addWay(plainWay), c.addLink(plainLink)
	// The first read of each family still shows the corp before the write.
	wantCode(t, c.post(ExampleSecret, wayGet, fmt.Sprintf(`{"config_id":%q}`, way)), 41044)
	wantCode(t, c.post(ExampleSecret, linkGet, fmt.Sprintf(`{"link_id":%q}`, link)), 40058)
	c.way(way)
	c.link(link)
}

func TestListsAreShuffled(t *testing.T) {
	c := start(t, ExampleCorp(), WithSwitches(Switches{EngineSwitches: EngineSwitches{Shuffle: 1}}))
	users := []string{"liuyang", "chenxing", "wangfang", "wuqiang", "huangmin"}
	id := c.addWay(`{"type":2,"scene":2,"user":` + asJSON(users) + `}`)
	orders := map[string]bool{}
	for range 20 {
		shown := asJSON(c.way(id)["user"])
		orders[shown] = true
		equal(t, "users", len(shown), len(asJSON(users)))
	}
	if len(orders) < 5 {
		t.Errorf("%d orders in 20 reads", len(orders))
	}
	ways := c.srv.Corp().ContactWays
	equal(t, "the store's own order", asJSON(ways[len(ways)-1].Users), asJSON(users))
}
