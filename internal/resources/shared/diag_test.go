// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

func TestFailure_Detail(t *testing.T) {
	taken := &client.APIError{Code: 60008, Message: "department existed", Hint: "1795354776103424591185771", FromIP: "203.0.113.9", Path: "department/create"}
	const tail = "\n\nerrcode 60008 \"department existed\", department/create, hint 1795354776103424591185771" +
		"\nhttps://developer.work.weixin.qq.com/document/path/90205"
	const subject = `"后端" under department 12`
	tests := map[string]struct {
		failure Failure
		want    string
	}{
		"refused, with the caller's reason and advice": {
			Failure{Err: fmt.Errorf("wrapped: %w", taken), Reason: "a sibling of that name exists already (id 37)", NextStep: "To manage it, import it:  terraform import wecom_department.be 37\nOtherwise choose another name."},
			`WeCom refused to create "后端" under department 12: a sibling of that name exists already (id 37).
To manage it, import it:  terraform import wecom_department.be 37
Otherwise choose another name.` + tail,
		},
		"refused, in general words": {
			Failure{Err: taken},
			`WeCom refused to create "后端" under department 12: The id, or the name among the departments of the same parent, is taken.
Import the department that exists, or choose another name or id.
Console: 通讯录 → 组织架构` + tail,
		},
		"the caller's advice replaces the console page": {
			Failure{Err: taken, NextStep: "Wait."},
			`WeCom refused to create "后端" under department 12: The id, or the name among the departments of the same parent, is taken.
Wait.` + tail,
		},
		"refused with a code that nobody knows": {
			Failure{Err: &client.APIError{Code: 987654, Message: "no", Path: "nowhere/at/all"}},
			`WeCom refused to create "后端" under department 12.

errcode 987654 "no", nowhere/at/all`,
		},
		"the same with advice": {
			Failure{Err: &client.APIError{Code: 987654, Message: "no", Path: "nowhere/at/all"}, NextStep: "Ask."},
			`WeCom refused to create "后端" under department 12.
Ask.

errcode 987654 "no", nowhere/at/all`,
		},
		"an answer that is not WeCom's": {
			Failure{Err: &client.ResponseError{Path: "department/create", HTTPStatus: 502, ContentType: "text/html", Problem: "the body is no JSON", Length: 512}},
			`Could not create "后端" under department 12: What answered is not WeCom's API, or it is out of order.
Check endpoint and the proxies on the way; if WeCom itself failed, try again later.

department/create: the body is no JSON (HTTP status 502, text/html, 512 bytes)`,
		},
		"no answer": {
			Failure{Err: &client.ConnectionError{Path: "department/create", Host: "127.0.0.1:1"}},
			`Could not create "后端" under department 12: No answer came from 127.0.0.1:1.
Check endpoint, the network, and the proxy variables HTTPS_PROXY and NO_PROXY.

department/create: no connection (127.0.0.1:1): `,
		},
		"outcome unknown after a broken connection": {
			Failure{Err: &client.OutcomeUnknownError{Path: "department/create", Sought: `a department named "后端" under department 12`, Candidates: []string{"37"}, Cause: errors.New("EOF")}},
			`Could not create "后端" under department 12: The answer to a create was lost, and looking did not tell whether WeCom had made a department named "后端" under department 12.
Look in the console whether id 37 is the one; if so, import it, otherwise apply again.

department/create: the answer was lost and it is not certain whether WeCom made a department named "后端" under department 12; it may be id 37: EOF`,
		},
		"outcome unknown after a busy answer is no refusal": {
			Failure{Err: &client.OutcomeUnknownError{Path: "department/create", Sought: "it", Cause: &client.APIError{Code: -1, Message: "system busy", Path: "department/create"}}},
			`Could not create "后端" under department 12: The answer to a create was lost, and looking did not tell whether WeCom had made it.
Look in the console whether it exists; if so, import it, otherwise apply again.

errcode -1 "system busy", department/create
https://developer.work.weixin.qq.com/document/path/90205`,
		},
		"any other error": {
			Failure{Err: errors.New("the disk is full")},
			`Could not create "后端" under department 12: the disk is full.`,
		},
		"any other error with a reason": {
			Failure{Err: errors.New("the disk is full"), Reason: "nothing can be written!", NextStep: "Make room."},
			`Could not create "后端" under department 12: nothing can be written!
Make room.

the disk is full`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			tt.failure.Op, tt.failure.Noun, tt.failure.Subject = "create", "department", subject
			if d := cmp.Diff(tt.want, tt.failure.Detail()); d != "" {
				t.Errorf("detail (-want +got):\n%s", d)
			}
			var diags diag.Diagnostics
			Diag(&diags, tt.failure)
			if len(diags) != 1 || diags[0].Severity() != diag.SeverityError || diags[0].Summary() != "Unable to create department" || diags[0].Detail() != tt.want {
				t.Errorf("diagnostics: %v", diags)
			}
		})
	}
}

func TestCode(t *testing.T) {
	for want, err := range map[int]error{
		60005: fmt.Errorf("wrapped: %w", &client.APIError{Code: 60005}),
		0:     errors.New("no answer"),
	} {
		if got := Code(err); got != want {
			t.Errorf("%v: %d, want %d", err, got, want)
		}
	}
	if Code(nil) != 0 {
		t.Error("no error has a code")
	}
}

func TestSentence(t *testing.T) {
	for in, want := range map[string]string{"": "", " a ": "a.", "a.": "a.", "a?": "a?", "a!\n": "a!", "(id 37)": "(id 37).", "a.\n\nhttps://x/1": "a.\n\nhttps://x/1"} {
		if got := sentence(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
