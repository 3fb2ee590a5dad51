// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// rules renders a list of rules "<id>=<name>" made at a time.
func rules(at int64, entries ...string) answer {
	rows := []string{}
	for _, e := range entries {
		id, name, _ := strings.Cut(e, "=")
		rows = append(rows, fmt.Sprintf(`{"rule_id":%q,"rule_name":%q,"create_time":%d}`, id, name, at))
	}
	return ok(`{"errcode":0,"errmsg":"ok","rule_list":[` + strings.Join(rows, ",") + `]}`)
}

func TestRuleGet_tolerantDecoding(t *testing.T) {
	bare := InterceptRule{ID: "r1", Name: "n", Words: []string{"w"}, Action: InterceptWarn}
	with := func(semantics ...int64) InterceptRule {
		r := bare
		r.Semantics = semantics
		return r
	}
	for name, tc := range map[string]struct {
		keys string
		want InterceptRule
	}{
		"absent":            {``, bare},
		"null":              {`,"semantics_list":null,"extra_rule":null,"applicable_range":null,"create_time":null`, bare},
		"empty":             {`,"semantics_list":[],"extra_rule":{},"applicable_range":{}`, bare},
		"empty nested":      {`,"extra_rule":{"semantics_list":[]}`, bare},
		"null nested":       {`,"extra_rule":{"semantics_list":null}`, bare},
		"wrong nothing":     {`,"extra_rule":[],"semantics_list":{},"applicable_range":[]`, bare},
		"flat":              {`,"semantics_list":[3,1]`, with(1, 3)},
		"nested":            {`,"extra_rule":{"semantics_list":[3,1]}`, with(1, 3)},
		"both":              {`,"semantics_list":[3,1],"extra_rule":{"semantics_list":[1,3]}`, with(1, 3)},
		"flat, nested null": {`,"semantics_list":["2"],"extra_rule":{"semantics_list":null}`, with(2)},
		"nested, flat []":   {`,"semantics_list":[],"extra_rule":{"semantics_list":["2"]}`, with(2)},
		"id as number":      {`,"rule_id":1`, bare},
		"id as text":        {`,"rule_id":"r1"`, bare},
		"duplicate words":   {`,"word_list":["w","w"]`, bare},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(ruleGet.Path, ok(`{"errcode":0,"rule":{"rule_name":"n","word_list":["w"],"intercept_type":2`+tc.keys+`}}`))
			got, err := f.client().InterceptRules.Get(t.Context(), "r1")
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(&tc.want, got); d != "" {
				t.Error(d)
			}
		})
	}
	for _, body := range []string{`{"errcode":0}`, `{"errcode":0,"rule":{}}`} {
		f := newFake(t).on(ruleGet.Path, ok(body))
		if r, err := f.client().InterceptRules.Get(t.Context(), "r1"); err == nil || errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v %v", body, r, err)
		}
	}
}

func TestRule_absenceIsCertain(t *testing.T) {
	type calls struct{ get, update, delete, nodes error } // what each must be; core.ErrNone: some other error
	for name, tc := range map[string]struct {
		code int
		list answer
		want calls
	}{
		"41070, gone":           {41070, rules(1, "r0=a"), calls{ErrNotFound, ErrNotFound, ErrNotFound, ErrNotFound}},
		"41071, no rule":        {41071, ok(`{"errcode":0,"errmsg":"ok"}`), calls{ErrNotFound, ErrNotFound, ErrNotFound, ErrNotFound}},
		"60011, gone":           {60011, rules(1), calls{ErrNotFound, ErrNotFound, ErrNotFound, ErrNotFound}},
		"40058, gone":           {40058, rules(1), calls{ErrNotFound, ErrNotFound, ErrNotFound, ErrNotFound}},
		"41070, listed":         {41070, rules(1, "r1=a"), calls{core.ErrNone, ErrNotOwned, ErrNotOwned, ErrNotOwned}},
		"60011, listed":         {60011, rules(1, "r1=a"), calls{ErrNotVisible, ErrNotOwned, ErrNotOwned, ErrNotVisible}},
		"48002, listed":         {48002, rules(1, "r1=a"), calls{ErrForbidden, ErrNotOwned, ErrNotOwned, ErrForbidden}},
		"48002 on the list too": {48002, fail(48002), calls{ErrForbidden, ErrForbidden, ErrForbidden, ErrForbidden}},
		"41070, list fails":     {41070, fail(60020), calls{ErrUntrustedIP, ErrUntrustedIP, ErrUntrustedIP, ErrUntrustedIP}},
		"name taken":            {41077, nil, calls{ErrNameTaken, ErrNameTaken, ErrNameTaken, ErrNameTaken}},
		"too many users":        {41076, nil, calls{core.ErrNone, core.ErrNone, core.ErrNone, core.ErrNone}},
		"unknown user":          {60111, nil, calls{core.ErrNone, core.ErrNone, core.ErrNone, core.ErrNone}},
	} {
		for call, want := range map[string]error{"get": tc.want.get, "update": tc.want.update, "delete": tc.want.delete, "nodes": tc.want.nodes} {
			t.Run(name+" "+call, func(t *testing.T) {
				f := newFake(t).on(ruleGet.Path, fail(tc.code)).on(ruleUpdate.Path, fail(tc.code)).on(ruleDelete.Path, fail(tc.code))
				if tc.list != nil {
					f.on(ruleList.Path, tc.list)
				}
				s := f.client().InterceptRules
				var err error
				switch call {
				case "get":
					_, err = s.Get(t.Context(), "r1")
				case "update":
					err = s.Update(t.Context(), &UpdateInterceptRuleRequest{ID: "r1", Name: ptr("n")})
				case "delete":
					err = s.Delete(t.Context(), "r1")
				case "nodes":
					err = s.UpdateRange(t.Context(), "r1", InterceptRange{UserIDs: []string{"a"}}, InterceptRange{})
				}
				if err == nil {
					t.Fatal("no error")
				}
				for _, kind := range []error{ErrNotFound, ErrNotOwned, ErrNotVisible, ErrForbidden, ErrUntrustedIP, ErrNameTaken} {
					if errors.Is(err, kind) != errors.Is(want, kind) {
						t.Errorf("got %v, want %v", err, want)
					}
				}
			})
		}
	}
}

func TestRuleDelete_goneAfterLostAnswerIsSuccess(t *testing.T) {
	for _, code := range []int{41070, 41071} {
		f := newFake(t).on(ruleDelete.Path, lost, fail(code))
		if err := f.client().InterceptRules.Delete(t.Context(), "r1"); err != nil {
			t.Errorf("%d: %v", code, err)
		}
	}
}

func manyUsers(from, to int) []string {
	var out []string
	for i := from; i < to; i++ {
		out = append(out, fmt.Sprintf("u%05d", i))
	}
	return out
}

// 2,500 users and 600 departments: the first 1,000 users in the create.
func TestRuleCreate_largeRange(t *testing.T) {
	var departments []int64
	for i := range int64(600) {
		departments = append(departments, i+1)
	}
	f := newFake(t).on(ruleAdd.Path, ok(`{"errcode":0,"rule_id":7}`)).on(ruleUpdate.Path, ok(`{"errcode":0}`))
	s := f.client().InterceptRules
	made, err := s.Create(t.Context(), &AddInterceptRuleRequest{
		Name: "n", Words: []string{"w"}, Action: InterceptBlock, Range: InterceptRange{manyUsers(0, 2500), departments},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := &CreatedInterceptRule{ID: "7", Rest: InterceptRange{manyUsers(1000, 2500), departments}}
	if d := cmp.Diff(want, made); d != "" {
		t.Fatal(d)
	}
	if err := s.UpdateRange(t.Context(), made.ID, made.Rest, InterceptRange{}); err != nil {
		t.Fatal(err)
	}
	var body AddInterceptRuleRequest
	if err := json.Unmarshal([]byte(f.bodies(ruleAdd.Path)[0]), &body); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(InterceptRange{manyUsers(0, 1000), nil}, body.Range); d != "" {
		t.Error(d)
	}
	wantUpdates := []updateRuleBody{
		{ID: "7", Add: &InterceptRange{manyUsers(1000, 2000), nil}},
		{ID: "7", Add: &InterceptRange{manyUsers(2000, 2500), departments[:500]}},
		{ID: "7", Add: &InterceptRange{nil, departments[500:]}},
	}
	if d := cmp.Diff(wantUpdates, updates(t, f)); d != "" {
		t.Error(d)
	}
}

func updates(t *testing.T, f *fake) []updateRuleBody {
	t.Helper()
	var all []updateRuleBody
	for _, b := range f.bodies(ruleUpdate.Path) {
		var u updateRuleBody
		if err := json.Unmarshal([]byte(b), &u); err != nil {
			t.Fatal(err)
		}
		all = append(all, u)
	}
	return all
}

func TestRuleUpdateRange_addsFirstAndStopsAtAFailure(t *testing.T) {
	added := []updateRuleBody{
		{ID: "r1", Add: &InterceptRange{UserIDs: manyUsers(0, 1000)}},
		{ID: "r1", Add: &InterceptRange{UserIDs: manyUsers(1000, 1500)}},
	}
	removed := []updateRuleBody{
		{ID: "r1", Remove: &InterceptRange{UserIDs: manyUsers(2000, 3000)}},
		{ID: "r1", Remove: &InterceptRange{UserIDs: manyUsers(3000, 3001), DepartmentIDs: []int64{4}}},
	}
	done := ok(`{"errcode":0}`)
	for name, tc := range map[string]struct {
		answers []answer
		want    []updateRuleBody
		code    int
	}{
		"all":         {[]answer{done}, append(added[:2:2], removed...), 0},
		"second add":  {[]answer{done, fail(41076)}, added, 41076},
		"last remove": {[]answer{done, done, done, fail(41076)}, append(added[:2:2], removed...), 41076},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(ruleUpdate.Path, tc.answers...)
			err := f.client().InterceptRules.UpdateRange(t.Context(), "r1",
				InterceptRange{UserIDs: manyUsers(0, 1500)}, InterceptRange{manyUsers(2000, 3001), []int64{4, 4}})
			if core.CodeOf(err) != tc.code || (err == nil) != (tc.code == 0) {
				t.Errorf("got %v", err)
			}
			if d := cmp.Diff(tc.want, updates(t, f)); d != "" {
				t.Error(d)
			}
		})
	}
}

// Whether WeCom refuses to add what is there already is open. After a lost answer the rule itself tells whether the
// first call did it.
func TestRuleUpdateRange_refusedRepetition(t *testing.T) {
	shown := func(users string) answer {
		return ok(`{"errcode":0,"rule":{"rule_name":"n","word_list":["w"],"intercept_type":1,"applicable_range":{"user_list":[` + users + `]}}}`)
	}
	add, remove := InterceptRange{UserIDs: []string{"a"}}, InterceptRange{UserIDs: []string{"b"}}
	for name, tc := range map[string]struct {
		add, remove InterceptRange
		update      []answer
		get         answer
		ok          bool
	}{
		"added":                  {add, InterceptRange{}, []answer{lost, fail(40058)}, shown(`"a"`), true},
		"not added":              {add, InterceptRange{}, []answer{lost, fail(40058)}, shown(`"b"`), false},
		"removed":                {InterceptRange{}, remove, []answer{lost, fail(40058)}, shown(`"a"`), true},
		"not removed":            {InterceptRange{}, remove, []answer{lost, fail(40058)}, shown(`"a","b"`), false},
		"refused the first time": {add, InterceptRange{}, []answer{fail(40058)}, shown(`"a"`), false},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(ruleUpdate.Path, tc.update...).on(ruleGet.Path, tc.get).on(ruleList.Path, rules(1, "r1=n"))
			err := f.client().InterceptRules.UpdateRange(t.Context(), "r1", tc.add, tc.remove)
			if (err == nil) != tc.ok {
				t.Error(err)
			}
		})
	}
}

func TestRuleCreate_lostAnswer(t *testing.T) {
	now := time.Now().Unix()
	made := ok(`{"errcode":0,"rule_id":"rN"}`)
	same := ok(`{"errcode":0,"rule":{"rule_name":"n","word_list":["b","a"],"semantics_list":[1],"intercept_type":1,"applicable_range":{}}}`)
	other := ok(`{"errcode":0,"rule":{"rule_name":"n","word_list":["b"],"semantics_list":[1],"intercept_type":1}}`)
	for name, tc := range map[string]struct {
		known bool
		add   []answer
		list  []answer
		get   answer
		want  string
		err   error
		adds  int
		names string
	}{
		"adopted":                {true, []answer{lost}, []answer{rules(now, "r0=x", "r1=n")}, same, "r1", nil, 1, ""},
		"adopted after -1":       {true, []answer{fail(-1)}, []answer{rules(now, "r1=n")}, same, "r1", nil, 1, ""},
		"time not shown":         {true, []answer{lost}, []answer{rules(0, "r1=n")}, same, "r1", nil, 1, ""},
		"not known to be absent": {false, []answer{lost}, []answer{rules(now, "r1=n")}, same, "", ErrOutcomeUnknown, 1, "r1"},
		"older than the call":    {true, []answer{lost}, []answer{rules(now-3600, "r1=n")}, same, "", ErrOutcomeUnknown, 1, "r1"},
		"other words":            {true, []answer{lost}, []answer{rules(now, "r1=n")}, other, "", ErrOutcomeUnknown, 1, "r1"},
		"not readable":           {true, []answer{lost}, []answer{rules(now, "r1=n")}, fail(48002), "", ErrOutcomeUnknown, 1, "r1"},
		"certainly not made":     {false, []answer{lost, made}, []answer{rules(now, "r0=N")}, nil, "rN", nil, 2, ""},
		"listed late":            {true, []answer{lost}, []answer{rules(now), rules(now), rules(now, "r1=n")}, same, "r1", nil, 1, ""},
		"looking fails":          {true, []answer{lost}, []answer{fail(60020)}, nil, "", ErrOutcomeUnknown, 1, `named "n"`},
		"name taken":             {true, []answer{fail(41077)}, nil, nil, "", ErrNameTaken, 1, "41077"},
		"never made":             {true, []answer{lost}, []answer{rules(now)}, nil, "", nil, 4, "add_intercept_rule"},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t).on(ruleAdd.Path, tc.add...).on(ruleList.Path, tc.list...).on(ruleGet.Path, tc.get)
			got, err := f.client().InterceptRules.Create(t.Context(), &AddInterceptRuleRequest{
				Name: "n", Words: []string{"a", "b"}, Semantics: []int64{1}, Action: InterceptBlock,
				Range: InterceptRange{UserIDs: []string{"u"}}, KnownAbsent: tc.known,
			})
			id := ""
			if got != nil {
				id = got.ID
			}
			if id != tc.want || (err == nil) != (tc.want != "") {
				t.Errorf("made %q, want %q (%v)", id, tc.want, err)
			}
			if (tc.err != nil && !errors.Is(err, tc.err)) || !strings.Contains(fmt.Sprint(err), tc.names) {
				t.Errorf("got %v, want %v naming %s", err, tc.err, tc.names)
			}
			if n := len(f.bodies(ruleAdd.Path)); n != tc.adds {
				t.Errorf("sent %d times, want %d", n, tc.adds)
			}
		})
	}
}

// The lost call is carried out after the look: the repetition meets its name.
func TestRuleCreate_madeLate(t *testing.T) {
	f := newFake(t).on(ruleList.Path, rules(time.Now().Unix())).
		on(ruleGet.Path, ok(`{"errcode":0,"rule":{"rule_name":"n","word_list":["a"],"intercept_type":1}}`))
	f.on(ruleAdd.Path, lost, func(w http.ResponseWriter) {
		f.on(ruleList.Path, rules(time.Now().Unix(), "r1=n"))
		fail(41077)(w)
	})
	c := f.client()
	r, err := c.InterceptRules.Create(t.Context(), &AddInterceptRuleRequest{Name: "n", Words: []string{"a"}, Action: 1, Range: InterceptRange{UserIDs: []string{"u"}}})
	if err != nil || r.ID != "r1" || len(f.bodies(ruleAdd.Path)) != 2 {
		t.Errorf("%v %v after %d creates", r, err, len(f.bodies(ruleAdd.Path)))
	}
}

// A rule of that name which another create of this run made is not adopted.
func TestRuleCreate_doesNotAdoptAnothersRule(t *testing.T) {
	f := newFake(t).on(ruleAdd.Path, ok(`{"errcode":0,"rule_id":"r1"}`), lost).on(ruleList.Path, rules(time.Now().Unix(), "r1=n"))
	c := f.client()
	in := &AddInterceptRuleRequest{Name: "n", Words: []string{"a"}, Action: 1, Range: InterceptRange{UserIDs: []string{"u"}}, KnownAbsent: true}
	if _, err := c.InterceptRules.Create(t.Context(), in); err != nil {
		t.Fatal(err)
	}
	if r, err := c.InterceptRules.Create(t.Context(), in); !errors.Is(err, ErrOutcomeUnknown) {
		t.Errorf("%v %v", r, err)
	}
}

func TestRule_updateRightAfterCreate(t *testing.T) {
	f := newFake(t).on(ruleAdd.Path, ok(`{"errcode":0,"rule_id":"r1"}`)).on(ruleUpdate.Path, fail(41070), ok(`{"errcode":0}`))
	s := f.client().InterceptRules
	made, err := s.Create(t.Context(), &AddInterceptRuleRequest{Name: "n", Words: []string{"a"}, Action: 1, Range: InterceptRange{UserIDs: []string{"u"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.UpdateRange(t.Context(), made.ID, InterceptRange{UserIDs: []string{"v"}}, InterceptRange{}); err != nil {
		t.Error(err)
	}
}

func TestRule_bodies(t *testing.T) {
	f := newFake(t).on(ruleUpdate.Path, ok(`{"errcode":0}`)).on(ruleAdd.Path, ok(`{"errcode":0,"rule_id":"r1"}`))
	s := f.client().InterceptRules
	for _, in := range []*UpdateInterceptRuleRequest{{ID: "r1"}, {ID: "r1", Semantics: []int64{2}}, {ID: "r1", Semantics: []int64{}}} {
		if err := s.Update(t.Context(), in); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Create(t.Context(), &AddInterceptRuleRequest{Name: "n", Words: []string{"a"}, Semantics: []int64{}, Action: 2, Range: InterceptRange{DepartmentIDs: []int64{2}}}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`POST externalcontact/update_intercept_rule {"rule_id":"r1"}`,
		`POST externalcontact/update_intercept_rule {"rule_id":"r1","extra_rule":{"semantics_list":[2]}}`,
		`POST externalcontact/update_intercept_rule {"rule_id":"r1","extra_rule":{"semantics_list":[]}}`,
		`POST externalcontact/add_intercept_rule {"rule_name":"n","word_list":["a"],"intercept_type":2,"applicable_range":{"department_list":[2]}}`,
	}
	if d := cmp.Diff(want, f.Got()); d != "" {
		t.Error(d)
	}
}

func TestRule_checksBeforeSending(t *testing.T) {
	c, users := newFake(t).client(), InterceptRange{UserIDs: []string{"a"}}
	for _, in := range []*AddInterceptRuleRequest{
		{Words: []string{"w"}, Range: users}, {Name: "n", Range: users}, {Name: "n", Words: []string{"w"}},
	} {
		if _, err := c.InterceptRules.Create(t.Context(), in); err == nil {
			t.Errorf("%+v: no error", in)
		}
	}
	calls := map[string]func(context.Context) error{
		"get":    func(ctx context.Context) error { _, err := c.InterceptRules.Get(ctx, ""); return err },
		"delete": func(ctx context.Context) error { return c.InterceptRules.Delete(ctx, "") },
		"update": func(ctx context.Context) error { return c.InterceptRules.Update(ctx, &UpdateInterceptRuleRequest{}) },
		"no words": func(ctx context.Context) error {
			return c.InterceptRules.Update(ctx, &UpdateInterceptRuleRequest{ID: "r1", Words: []string{}})
		},
		"range":     func(ctx context.Context) error { return c.InterceptRules.UpdateRange(ctx, "", users, InterceptRange{}) },
		"both ways": func(ctx context.Context) error { return c.InterceptRules.UpdateRange(ctx, "r1", users, users) },
		"departments": func(ctx context.Context) error {
			return c.InterceptRules.UpdateRange(ctx, "r1", InterceptRange{DepartmentIDs: []int64{1}}, InterceptRange{DepartmentIDs: []int64{2, 1}})
		},
	}
	for name, call := range calls {
		if err := call(t.Context()); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestRuleList_shapes(t *testing.T) {
	for body, want := range map[string][]InterceptRuleSummary{
		`{"errcode":0,"rule_list":[]}`:   {},
		`{"errcode":0,"rule_list":null}`: {},
		`{"errcode":0}`:                  {},
		`{"errcode":0,"rule_list":[{"rule_id":3,"create_time":"9"}]}`: {{ID: "3", CreateTime: 9}},
		`{"errcode":0,"rule_list":[{"rule_id":"b"},{"rule_id":"a"}]}`: {{ID: "a"}, {ID: "b"}},
		`{"errcode":0,"rule_list":[{"rule_name":"n"}]}`:               nil,
		`{}`: nil,
	} {
		got, err := newFake(t).on(ruleList.Path, ok(body)).client().InterceptRules.List(t.Context())
		if d := cmp.Diff(want, got); d != "" || (err == nil) != (want != nil) {
			t.Errorf("%s: %s%v", body, d, err)
		}
	}
}
