// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-testing/terraform"
)

// Sent checks that exactly these state-changing calls were made since the log was last reset, in any order:
// "department/update {\"id\":2,\"name\":\"x\"}", or the path alone when the body does not matter. It then resets the
// log.
func (e *Env) Sent(want ...string) func(*terraform.State) error {
	return func(*terraform.State) error {
		defer e.ResetRequests()
		var got []string
		for _, r := range e.Writes() {
			got = append(got, strings.TrimSpace(r.Path+" "+body(r.Body, r.Query.Encode())))
		}
		left := append([]string(nil), got...)
		for _, w := range want {
			i := indexOf(left, w)
			if i < 0 {
				return fmt.Errorf("want a call %q; calls were:\n  %s", w, strings.Join(got, "\n  "))
			}
			left = append(left[:i], left[i+1:]...)
		}
		if len(left) > 0 {
			return fmt.Errorf("calls that nobody asked for:\n  %s", strings.Join(left, "\n  "))
		}
		return nil
	}
}

func indexOf(calls []string, want string) int {
	path, wantBody, hasBody := strings.Cut(want, " ")
	for i, call := range calls {
		gotPath, gotBody, _ := strings.Cut(call, " ")
		if gotPath != path && !strings.HasSuffix(gotPath, "/"+path) {
			continue
		}
		if !hasBody || gotBody == wantBody || sameJSON(gotBody, wantBody) {
			return i
		}
	}
	return -1
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}

func body(raw json.RawMessage, query string) string {
	if len(raw) > 0 {
		return string(raw)
	}
	return query
}

// Calls checks how many calls of any kind went to path, gettoken not counted.
func (e *Env) Calls(path string, want int) func(*terraform.State) error {
	return func(*terraform.State) error {
		if got := len(e.Requests(path)); got != want {
			return fmt.Errorf("%d calls of %s, want %d", got, path, want)
		}
		return nil
	}
}

// CallCounts returns how many calls went to each path since the log was last reset, by the last part of the path,
// gettoken not counted.
func (e *Env) CallCounts() map[string]int {
	counts := map[string]int{}
	for _, r := range e.Requests() {
		if last := r.Path[strings.LastIndex(r.Path, "/")+1:]; last != "gettoken" {
			counts[last]++
		}
	}
	return counts
}

// Forget resets the request log; for PreConfig.
func (e *Env) Forget() { e.ResetRequests() }

// SentInOrder checks the order of the first calls of the given paths.
func (e *Env) SentInOrder(paths ...string) func(*terraform.State) error {
	return func(*terraform.State) error {
		var got []string
		for _, r := range e.Writes() {
			got = append(got, r.Path[strings.LastIndex(r.Path, "/")+1:])
		}
		if !reflect.DeepEqual(got, paths) {
			return fmt.Errorf("calls %v, want %v", got, paths)
		}
		return nil
	}
}

// Says matches a message whose words Terraform may have wrapped anywhere.
func Says(words string) *regexp.Regexp {
	parts := strings.Fields(words)
	for i := range parts {
		parts[i] = regexp.QuoteMeta(parts[i])
	}
	return regexp.MustCompile(strings.Join(parts, `[\s│]+`))
}
