// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

func TestAPIError_fromAnAnswer(t *testing.T) {
	f := newFake(t).on(departmentUpdate.Path, fail(60008))
	err := f.client().Departments.Update(t.Context(), &UpdateDepartmentRequest{ID: 2})
	var api *APIError
	if !errors.As(err, &api) {
		t.Fatalf("got %v", err)
	}
	want := APIError{
		Code: 60008, Message: "text of 60008", Hint: "1700000000123456789012345", FromIP: "203.0.113.9",
		Path: departmentUpdate.Path, Credential: "contacts_secret", HTTPStatus: 200,
	}
	if d := cmp.Diff(want, *api, cmpopts.IgnoreUnexported(APIError{})); d != "" {
		t.Error(d)
	}
	if p := api.Page(); p != "https://developer.work.weixin.qq.com/document/path/90206" {
		t.Errorf("page %s", p)
	}
	const text = `errcode 60008 "text of 60008", department/update with contacts_secret, from 203.0.113.9, hint 1700000000123456789012345`
	if api.Error() != text {
		t.Errorf("got %s", api)
	}
}

// isOnly checks that an errcode on a path is one kind of error, or none, and no other.
func isOnly(t *testing.T, code int, path string, want error) {
	t.Helper()
	all := []error{ErrNotFound, ErrNotOwned, ErrNotVisible, ErrForbidden, ErrUntrustedIP, ErrBadCredential, ErrRateLimited, ErrNameTaken, ErrOutcomeUnknown}
	err := fmt.Errorf("wrapped: %w", &APIError{Code: code, Path: path})
	for _, kind := range all {
		if got := errors.Is(err, kind); got != errors.Is(want, kind) {
			t.Errorf("%d on %s: is %q = %v", code, path, kind, got)
		}
	}
}

func TestAPIError_kinds(t *testing.T) {
	for _, tc := range []struct {
		code int
		path string
		want error
	}{
		{60003, departmentGet.Path, ErrNotFound}, {60123, departmentUpdate.Path, ErrNotFound}, {60003, userList.Path, ErrNotFound},
		{60003, departmentCreate.Path, nil},
		{40068, tagEdit.Path, ErrNotFound}, {40068, contactTagGet.Path, ErrNotFound}, {40068, contactTagCreate.Path, ErrNameTaken}, {40068, "tag/unknown", nil},
		{81011, tagDelete.Path, ErrNotOwned}, {60011, tagEdit.Path, ErrNotOwned},
		{60011, departmentGet.Path, ErrNotVisible}, {60021, userList.Path, ErrNotVisible},
		{60011, departmentCreate.Path, ErrForbidden}, {48002, tagList.Path, ErrForbidden}, {48009, departmentGet.Path, ErrForbidden},
		{60020, tagList.Path, ErrUntrustedIP}, {40001, "gettoken", ErrBadCredential}, {40013, "gettoken", ErrBadCredential},
		{45009, tagList.Path, ErrRateLimited}, {45033, tagList.Path, ErrRateLimited},
		{60008, departmentCreate.Path, ErrNameTaken}, {40071, tagAdd.Path, ErrNameTaken},
		{40058, tagAdd.Path, nil}, {60005, departmentDelete.Path, nil},
	} {
		isOnly(t, tc.code, tc.path, tc.want)
	}
}

func TestEndpoints_complete(t *testing.T) {
	for _, e := range core.Endpoints() {
		path := e.Path
		if e.Page == 0 || e.Method == "" || (path != "gettoken" && len(e.Creds) == 0) || (e.Once && !e.Write) {
			t.Errorf("%s: %+v", path, e)
		}
		used := path == "gettoken" || strings.HasPrefix(path, "media/") || // uploads: media_test.go
			path == departmentSimpleList.Path || strings.Contains(path, "_strategy/get") || strings.HasPrefix(path, "contactrule/") || path == contactTagCreate.Path || // several calls each:
			path == userCreate.Path || path == userGet.Path || path == chatCreate.Path || path == mailGroupCreate.Path || path == mailboxCreate.Path // TestRuleGroup_get, app_chat_test.go, contact_tag_test.go, member_test.go, contact_rule_test.go, mail_test.go
		for _, m := range methods {
			used = used || m.path == path
		}
		if !used {
			t.Errorf("%s is in no test of methods", path)
		}
	}
}

// Codes of sections 9.1 to 9.5, 9.8 and 9.10 of the page on errors, and those of the page on prerequisites.
var explainedCodes = []int{
	-1, 6000, 40033, 40035, 40058, 40063, 40203, 40201, 40204, 40206, 45029, 45036, 48005, 50100, 81012, 82001, 81013, 81017, 81026, 85002, 2000002,
	40001, 40013, 40014, 40091, 41001, 41002, 41004, 41024, 42001, 45031, 48003, 48004, 40082, 40083, 40084, 40085, 40086, 42009,
	40141, 43009, 48001, 48002, 48006, 48007, 48008, 48009, 48010, 48011, 50002, 50003, 50006, 60011, 60020, 60021, 60030, 60031, 84074,
	85006, 85007, 92000, 92001, 92002, 92003, 301002, 301007, 301042, 610016, 610023, 610024, 701008, 701099,
	45009, 45033, 45035, 41094, 701134,
	40066, 60001, 60003, 60004, 60005, 60006, 60007, 60008, 60009, 60010, 60123, 60124, 60125, 60127, 41019, 81001, 81002, 302004, 302006, 302007, 302008,
	40003, 40031, 60111,
	40068, 40071, 40072, 40096, 40098, 40099, 40126, 40144, 40205, 41035, 41037, 41039, 41038, 41040, 41041, 41042, 41043, 41044, 41045, 41054, 41056, 41057,
	41091, 41110, 41111, 84061, 84083, 84084, 90514, 610004, 40097, 40100, 40128, 40129, 40130, 40131, 40143, 41017, 41018, 81011,
	41095, 41098, 41099, 41200, 41305, 41201, 41068, 41069, 41070, 41071, 41076, 41077, 41083, 41084, 41073, 41087, 41074, 41075, 41085, 41086, 41202, 41072,
}

func TestExplain_everyCode(t *testing.T) {
	for _, code := range explainedCodes {
		for _, path := range []string{departmentCreate.Path, departmentGet.Path, userListID.Path, tagEdit.Path, "gettoken", "externalcontact/add_contact_way", ""} {
			for _, cred := range []Credential{CredentialApp, CredentialContacts, ""} {
				x, ok := Explain(fmt.Errorf("x: %w", &APIError{Code: code, Path: path, Credential: string(cred)}))
				if !ok || !sentence(x.Meaning) || !sentence(x.NextStep) {
					t.Errorf("%d on %q: %+v", code, path, x)
				}
			}
		}
	}
}

func sentence(s string) bool {
	return len(s) > 10 && (strings.HasSuffix(s, ".") || strings.HasSuffix(s, "|")) && strings.ToUpper(s[:1]) == s[:1]
}

func TestExplain_namesTheWayOut(t *testing.T) {
	for _, tc := range []struct {
		err  error
		want []string
	}{
		{&APIError{Code: 60020, FromIP: "203.0.113.9", Credential: "secret"}, []string{"203.0.113.9", "应用管理 → 应用 → 企业可信IP", "minute"}},
		{&APIError{Code: 60020, FromIP: "203.0.113.9", Credential: "contacts_secret"}, []string{"203.0.113.9", "通讯录同步"}},
		{&APIError{Code: 48002, Path: tagAdd.Path, Credential: "contacts_secret"}, []string{"WECOM_SECRET", "客户联系 → 可调用接口的应用"}},
		{&APIError{Code: 48002, Path: departmentCreate.Path, Credential: "secret"}, []string{"contacts_secret", "WECOM_CONTACTS_SECRET", "管理工具 → 通讯录同步", "editing"}},
		{&APIError{Code: 48002, Path: userListID.Path, Credential: "secret"}, []string{"contacts_secret", "通讯录同步"}},
		{&APIError{Code: 48009, Path: departmentGet.Path, Credential: "contacts_secret"}, []string{"WECOM_SECRET", "self-built app", "通讯录同步"}},
		{&APIError{Code: 60011, Path: departmentGet.Path, Credential: "secret"}, []string{"可见范围"}},
		{&APIError{Code: 60011, Path: departmentUpdate.Path, Credential: "secret"}, []string{"contacts_secret"}},
		{&APIError{Code: 60011, Path: tagEdit.Path, Credential: "secret"}, []string{"exclusive = false"}},
		{(&APIError{Code: 40068, Path: tagDelete.Path}).WithMeaning(ErrNotOwned), []string{"another app", "exclusive = false"}},
		{&APIError{Code: 81011, Path: tagDelete.Path}, []string{"console", "exclusive = false"}},
		{&APIError{Code: 40001, Path: "gettoken", Credential: "contacts_secret"}, []string{"WECOM_CONTACTS_SECRET", "通讯录同步", "not be tried again"}},
		{&APIError{Code: 84074}, []string{"使用范围", "does not say which"}},
		{&APIError{Code: 0, Message: "updated. Warning: wrong json format."}, []string{"in part"}},
		{&ResponseError{Path: "x", HTTPStatus: 200}, []string{"endpoint"}},
		{&ConnectionError{Host: "h:1", Text: "x"}, []string{"h:1", "HTTPS_PROXY"}},
		{&OutcomeUnknownError{Sought: "a department named \"x\"", Candidates: []string{"37"}, Cause: io.EOF}, []string{`"x"`, "37", "import"}},
	} {
		x, ok := Explain(tc.err)
		all := x.Meaning + " " + x.NextStep + " " + x.ConsolePage
		for _, w := range tc.want {
			if !ok || !strings.Contains(all, w) {
				t.Errorf("%v: %q says nothing of %q", tc.err, all, w)
			}
		}
	}
	if x, ok := Explain(errors.New("other")); ok {
		t.Errorf("explained a foreign error: %v", x)
	}
	if x, ok := Explain(&APIError{Code: 123456}); ok {
		t.Errorf("explained an unknown code: %v", x)
	}
}
