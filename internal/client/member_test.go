// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const (
	oneMember = `{"errcode":0,"userid":"Zhang","name":"Z","department":[2],"mobile":"","status":4}`
	rootOK    = `{"errcode":0,"department":{"id":1,"name":"corp"}}`
)

func listIDs(ids ...string) answer {
	rows := make([]string, 0, len(ids))
	for _, id := range ids {
		rows = append(rows, fmt.Sprintf(`{"userid":%q,"department":2}`, id))
	}
	return ok(`{"errcode":0,"dept_user":[` + strings.Join(rows, ",") + `]}`)
}

// What an app is told of an unknown member is told of one out of sight as well: contacts_secret decides.
func TestMemberGet_goneOrOutOfSight(t *testing.T) {
	for name, tc := range map[string]struct {
		get, ids answer
		change   func(*Config)
		want     error
	}{
		"gone":                       {fail(60111), listIDs("li"), nil, ErrNotFound},
		"out of sight":               {fail(60111), listIDs("zhang"), nil, ErrNotVisible},
		"not allowed, gone":          {fail(60011), listIDs("li"), nil, ErrNotFound},
		"app alone sees all":         {fail(60111), fail(48002), appOnly, ErrNotFound},
		"contacts alone":             {fail(48009), listIDs("li"), contactsOnly, ErrNotFound},
		"contacts of an old address": {fail(60111), listIDs("li"), contactsOnly, ErrNotFound},
	} {
		f := newFake(t).on(userGet.Path, tc.get).on(userListID.Path, tc.ids).on(departmentGet.Path, ok(rootOK)).on(departmentSimpleList.Path, ok(simpleOK))
		var change []func(*Config)
		if tc.change != nil {
			change = append(change, tc.change)
		}
		if _, err := f.client(change...).Members.Get(t.Context(), "ZHANG"); !errors.Is(err, tc.want) {
			t.Errorf("%s: got %v, want %v", name, err, tc.want)
		}
	}
	f := newFake(t).on(userGet.Path, fail(60111)).on(departmentGet.Path, fail(60011))
	if _, err := f.client(appOnly).Members.Get(t.Context(), "zhang"); !errors.Is(err, ErrNotVisible) {
		t.Errorf("an app that sees a part: got %v", err)
	}
}

func TestMemberGet_whatIsShown(t *testing.T) {
	f := newFake(t).on(userGet.Path, ok(oneMember)).on(departmentGet.Path, fail(60011)).on(departmentSimpleList.Path, ok(simpleOK)).on(userListID.Path,
		ok(`{"errcode":0,"dept_user":[{"userid":"zhang","department":2},{"userid":"zhang","department":9}]}`))
	m, err := f.client().Members.Get(t.Context(), "zhang")
	if err != nil {
		t.Fatal(err)
	}
	want := &Member{UserID: "Zhang", Name: "Z", DepartmentIDs: []int64{2}, Status: 4, MemberShown: MemberShown{ShowsMobile: true}, Partial: true, AllDepartmentIDs: []int64{2, 9}}
	if d := cmp.Diff(want, m); d != "" {
		t.Error(d)
	}
	f.on(userGet.Path, ok(`{"errcode":0,"userid":"li","department":[2]}`))
	if _, err := f.client().Members.Get(t.Context(), "zhang"); err == nil || !strings.Contains(err.Error(), "asked for member zhang, got li") {
		t.Errorf("another member: %v", err)
	}
}

// A lost create is looked for by its userid; what was there before the run is nobody's to adopt.
func TestMemberCreate_lostAnswer(t *testing.T) {
	for name, tc := range map[string]struct {
		create, get []answer
		ids         answer
		want        string
		err         error
		creates     int
	}{
		"made":           {[]answer{lost}, []answer{ok(oneMember)}, listIDs("li"), "Zhang", nil, 1},
		"not made":       {[]answer{lost, ok(`{"errcode":0}`)}, []answer{fail(60111)}, listIDs("li"), "zhang", nil, 2},
		"there before":   {[]answer{lost, fail(60102)}, []answer{ok(oneMember)}, listIDs("ZHANG"), "", ErrNameTaken, 2},
		"taken":          {[]answer{fail(60102)}, nil, listIDs("zhang"), "", ErrNameTaken, 1},
		"not to be read": {[]answer{lost}, []answer{fail(60020)}, listIDs("li"), "", ErrOutcomeUnknown, 1},
	} {
		f := newFake(t).on(userCreate.Path, tc.create...).on(userListID.Path, tc.ids).on(departmentSimpleList.Path, simple(`{"id":2,"parentid":1}`)).on(departmentGet.Path, ok(rootOK))
		if tc.get != nil {
			f.on(userGet.Path, tc.get...)
		}
		id, err := f.client().Members.Create(t.Context(), &WriteMember{UserID: "zhang", Name: ptr("Z"), Departments: []int64{2}, Invite: ptr(false)})
		creates := 0
		for _, r := range f.Got() {
			if strings.HasPrefix(r, "POST user/create") {
				creates++
			}
		}
		if id != tc.want || !errors.Is(err, tc.err) || creates != tc.creates {
			t.Errorf("%s: %q %v after %d creates: %v", name, id, err, creates, f.Got())
		}
	}
}

// WeCom makes a department for an id that does not exist: the member is not written then.
func TestMemberCreate_departmentThatIsNotThere(t *testing.T) {
	f := newFake(t).on(departmentSimpleList.Path, simple(`{"id":2,"parentid":1}`)).on(departmentGet.Path, fail(60003)).on(userListID.Path, listIDs()).
		on(userCreate.Path, ok(`{"errcode":0,"errmsg":"created","created_department_list":{"department_info":[{"name":"9","id":9}]}}`))
	in := &WriteMember{UserID: "zhang", Name: ptr("Z"), Departments: []int64{2, 9}, Invite: ptr(false)}
	var missing *MissingDepartmentError
	if _, err := f.client().Members.Create(t.Context(), in); !errors.As(err, &missing) || missing.ID != 9 {
		t.Errorf("got %v", err)
	}
	in.Departments = []int64{2}
	var stray *StrayDepartmentsError
	if id, err := f.client().Members.Create(t.Context(), in); id != "zhang" || !errors.As(err, &stray) || stray.IDs[0] != 9 {
		t.Errorf("%q %v", id, err)
	}
	in.Invite = nil
	if _, err := f.client().Members.Create(t.Context(), in); err == nil {
		t.Error("a create that would invite is sent")
	}
}

// Refreshing members of two departments costs two calls, and looking for those that moved or left one more.
func TestMemberRead_byDepartment(t *testing.T) {
	f := newFake(t).on(departmentGet.Path, ok(rootOK)).on(userList.Path, ok(`{"errcode":0,"userlist":[{"userid":"A","name":"a","department":[2]},{"userid":"b","name":"b","department":[2]}]}`)).
		on(userListID.Path, listIDs("a", "b"))
	f.on(userGet.Path, ok(`{"errcode":60111,"errmsg":"userid not found"}`))
	c := f.client()
	var others sync.WaitGroup
	defer others.Wait()
	for _, id := range []string{"a", "b", "x"} {
		others.Go(func() { _, _ = c.Members.Read(t.Context(), id, []int64{2}) })
	}
	m, err := c.Members.Read(t.Context(), "B", []int64{2, 3})
	if err != nil || m.Name != "b" {
		t.Fatalf("%+v %v", m, err)
	}
}

// The journal of a killed run stays in a file: nothing in it depends on personal data, of which a checksum can be tried
// out; everything else tells creates apart.
func TestMemberCreate_journalWithoutPersonalData(t *testing.T) {
	sums := map[string][]string{}
	for name, in := range map[string]WriteMember{
		"plain": {Mobile: ptr("13800000001")}, "another mobile": {Mobile: ptr("13900000009")}, "more": {Email: ptr("li@example.com"), Address: ptr("上海")},
		"another alias": {Mobile: ptr("13800000001"), Alias: ptr("b")},
	} {
		in.UserID, in.Name, in.Departments = "zhang", ptr("Z"), []int64{2}
		dir := t.TempDir()
		newFake(t).sendAndDie(dir, "member", in.noted(), nil)
		raw, err := os.ReadFile(journalFiles(t, dir)[0])
		if err != nil {
			t.Fatal(err)
		}
		sum := regexp.MustCompile(`[0-9a-f]{64}`).FindString(string(raw))
		sums[sum] = append(sums[sum], name)
	}
	if len(sums) != 2 || len(sums[""]) > 0 {
		t.Errorf("%v", sums)
	}
}

// A number is asked for once, whoever asks again and in whichever form, because wrong ones count; a write of a member
// may have made it right.
func TestMemberByMobile_onceForEachNumber(t *testing.T) {
	f := newFake(t).on(userOf.Path, fail(46004), ok(`{"errcode":0,"userid":"zhang"}`)).on(userUpdate.Path, ok(`{"errcode":0}`))
	c := f.client()
	for _, number := range []string{"13800000000", "+86 138-0000-0000", "+8613800000000"} {
		if _, err := c.Members.ByMobile(t.Context(), number); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: got %v", number, err)
		}
	}
	if err := c.Members.Update(t.Context(), &WriteMember{UserID: "zhang"}); err != nil {
		t.Fatal(err)
	}
	for _, number := range []string{"13800000000", "138 0000 0000"} {
		if id, err := c.Members.ByMobile(t.Context(), number); err != nil || id != "zhang" {
			t.Errorf("%s: got %q, %v", number, id, err)
		}
	}
	asked := `POST user/getuserid {"mobile":"13800000000"}`
	if diff := cmp.Diff([]string{asked, `POST user/update {"userid":"zhang"}`, asked}, f.Got()); diff != "" {
		t.Error(diff)
	}
	if got := lookedUp("+852 61234567"); got != "+852 61234567" {
		t.Errorf("a number of elsewhere is asked for as %q", got)
	}
}
