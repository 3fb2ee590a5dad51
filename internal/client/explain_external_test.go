// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Codes that the pages on contact ways, links, rules, prerequisites and media name, on each path of those families.
func TestExplainExternal_everyCode(t *testing.T) {
	codes := []int{
		-1, 6000, 45009, 45033, 45035, 48002, 60011, 60020, 60030, 40003, 40031, 60111, 40066, 60003, 60123, 40058, 40063, 40035,
		41037, 41038, 41039, 41040, 41041, 41042, 41043, 41044, 41045, 41054, 41057, 40098, 84074, 84083, 84061, 84084, 40096, 40099, 48011, 701008,
		41095, 41098, 41099, 41200, 41201, 43009, 610016, 610023, 610024, 41068, 41069, 41070, 41071, 41076, 41077, 41083, 41084,
		40004, 40005, 40006, 40007, 40009, 40011, 40123, 40145, 40146, 41006, 41072, 41080, 41081, 41082, 41090, 44001, 45001, 45007,
		301016, 301017, 301019, 830001, 830002, 830003,
	}
	for _, e := range core.Endpoints() {
		path := e.Path
		if !isCustomerPath(path) {
			continue
		}
		for _, code := range codes {
			x, ok := Explain(fmt.Errorf("x: %w", &APIError{Code: code, Path: path, Credential: "secret"}))
			if !ok || !sentence(x.Meaning) || !sentence(x.NextStep) {
				t.Errorf("%d on %q: %+v", code, path, x)
			}
		}
	}
}

// explanation is what is said of an error, and what must not be.
type explanation struct {
	err  *APIError
	want []string
	not  string
}

func (tc explanation) said(t *testing.T) {
	t.Helper()
	x, ok := Explain(tc.err)
	all := x.Meaning + " " + x.NextStep + " " + x.ConsolePage
	for _, w := range tc.want {
		if !ok || !strings.Contains(all, w) {
			t.Errorf("%v: %q says nothing of %q", tc.err, all, w)
		}
	}
	if tc.not != "" && strings.Contains(all, tc.not) {
		t.Errorf("%v: %q must not say %q", tc.err, all, tc.not)
	}
}

func TestExplainExternal_byPath(t *testing.T) {
	for _, tc := range []explanation{
		{&APIError{Code: 60123, Path: departmentGet.Path}, []string{"from the state"}, "department_ids"},
		{&APIError{Code: 40058, Path: tagAdd.Path}, []string{"message names"}, "300 words"},
	} {
		tc.said(t)
	}
}

func TestRedact_everyService(t *testing.T) {
	c, services := newFake(t).client(), 0
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Client]()) {
		if v := reflect.ValueOf(c).Elem().FieldByIndex(f.Index); f.IsExported() && v.Kind() == reflect.Pointer {
			services++
			noCanary(t, v.Interface())
			noCanary(t, v.Elem().Interface())
		}
	}
	if services < 20 {
		t.Errorf("%d services", services)
	}
}

// madeIsDoubted checks that Made lets a read doubt "not found" of what an earlier process made.
func madeIsDoubted(t *testing.T, get *Endpoint, found string, gone int, list *Endpoint, made func(*Client, time.Time), read func(*Client) error) {
	t.Helper()
	answers := []answer{fail(gone), ok(found)}
	f := newFake(t).on(get.Path, answers...).on(list.Path, ok(`{"errcode":0}`))
	c := f.client()
	made(c, f.Time)
	if err := read(c); err != nil {
		t.Error(err)
	}
	f.on(get.Path, answers...)
	c = f.client()
	made(c, f.Time.Add(-c.LagTime()))
	if err := read(c); !errors.Is(err, ErrNotFound) {
		t.Errorf("made long ago: %v", err)
	}
}

// deletedIsGone checks that what this client deleted is gone, also while lists still show it.
func deletedIsGone(t *testing.T, f *fake, del func(*Client) error, get func(*Client) error) {
	t.Helper()
	c := f.client()
	if err := del(c); err != nil {
		t.Error(err)
	}
	if err := get(c); !errors.Is(err, ErrNotFound) || errors.Is(err, ErrNotOwned) {
		t.Errorf("got %v", err)
	}
}
