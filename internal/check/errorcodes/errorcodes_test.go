// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package errorcodes_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/errorcodes"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// rendered is err as a user reads it.
func rendered(t *testing.T, err error) string {
	t.Helper()
	var diags diag.Diagnostics
	shared.Diag(&diags, shared.Failure{Op: "update", Noun: "thing", Subject: `"后端"`, Err: fmt.Errorf("wrapped: %w", err)})
	if len(diags) != 1 || diags[0].Severity() != diag.SeverityError || diags[0].Summary() != "Unable to update thing" {
		t.Errorf("diagnostics of %v: %v", err, diags)
	}
	return diags[0].Detail()
}

// Every explanation, through the formatting that users see: its text is kept in testdata/errors.txt
// (WECOM_WRITE_ERRORS=1 writes it anew), and each has the parts that an error must have.
func TestErrors_text(t *testing.T) {
	var all strings.Builder
	codes := 0
	for _, topic := range errorTopics(t) {
		for _, code := range topic.Codes {
			codes++
			for _, c := range code.Cases {
				detail := rendered(t, c.Example)
				fmt.Fprintf(&all, "=== %d: %s\n%s\n\n", code.Code, either(c.When, "otherwise"), detail)
				complete(t, code.Code, c, detail)
			}
		}
	}
	if codes < 190 {
		t.Fatalf("%d codes are explained: this test proves little", codes)
	}
	for _, c := range client.ExplainedWithoutCode() {
		detail := rendered(t, c.Example)
		fmt.Fprintf(&all, "=== %s\n%s\n\n", c.When, detail)
		if x, ok := client.Explain(c.Example); !ok || !strings.Contains(detail, x.Meaning) || !strings.Contains(detail, x.NextStep) {
			t.Errorf("%s: %q has not the meaning and the next step of %+v", c.When, detail, x)
		}
	}
	const file = "testdata/errors.txt"
	if os.Getenv("WECOM_WRITE_ERRORS") != "" {
		if err := os.WriteFile(file, []byte(all.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), all.String()); d != "" {
		t.Errorf("errors are not as in %s (-want +got):\n%s", file, d)
	}
}

// complete wants of an error what design and documentation promise.
func complete(t *testing.T, code int, c client.ExplainedCase, detail string) {
	t.Helper()
	var api *client.APIError
	if !errors.As(c.Example, &api) || api.Code != code {
		t.Fatalf("%d: the example is %v", code, c.Example)
	}
	x, ok := client.Explain(c.Example)
	if !ok || x.Meaning == "" || x.NextStep == "" {
		t.Errorf("%d (%s): %+v", code, c.When, x)
	}
	want := []string{
		`WeCom refused to update "后端": ` + x.Meaning, "\n" + x.NextStep + "\n",
		fmt.Sprintf("\n\nerrcode %d %q, %s, hint %s\n", code, api.Message, api.Path, api.Hint),
		"\nhttps://developer.work.weixin.qq.com/document/path/",
	}
	if x.ConsolePage != "" {
		want = append(want, "\nConsole: "+x.ConsolePage+"\n")
	}
	for _, part := range want {
		if !strings.Contains(detail, part) {
			t.Errorf("%d (%s): %q is missing in\n%s", code, c.When, part, detail)
		}
	}
	if strings.ContainsAny(x.Meaning+x.NextStep, "{}%") {
		t.Errorf("%d (%s): a blank is not filled in: %+v", code, c.When, x)
	}
}

// A code that a page of WeCom names for a call of this client is explained when that call answers it.
func TestDocumented_explained(t *testing.T) {
	list, err := errorcodes.List()
	if err != nil {
		t.Fatal(err)
	}
	pages := map[string]int{}
	for _, e := range client.Endpoints() {
		pages[e.Path] = e.Page
	}
	own := map[string]bool{}
	pairs := 0
	for _, d := range list {
		paths := []string{d.Endpoint}
		switch {
		case d.Endpoint == errorcodes.Every:
			paths = nil
			for path := range pages {
				if path != "gettoken" {
					paths = append(paths, path)
				}
			}
		case pages[d.Endpoint] == 0:
			t.Errorf("%s is no endpoint of the client", d.Endpoint)
		}
		own[d.Endpoint] = own[d.Endpoint] || d.Page == pages[d.Endpoint]
		if !slices.IsSorted(d.Codes) || len(slices.Compact(slices.Clone(d.Codes))) != len(d.Codes) {
			t.Errorf("%s, page %d: the codes are not sorted, or one is there twice", d.Endpoint, d.Page)
		}
		for _, path := range paths {
			for _, code := range d.Codes {
				pairs++
				for _, credential := range []client.Credential{client.CredentialApp, client.CredentialContacts} {
					x, ok := client.Explain(&client.APIError{Code: code, Path: path, Credential: string(credential)})
					if !ok || x.Meaning == "" || x.NextStep == "" {
						t.Errorf("%d, which page %d names for %s, is not explained: %+v", code, d.Page, path, x)
					}
				}
			}
		}
	}
	for path, page := range pages {
		if !own[path] {
			t.Errorf("%s: no code is listed from its own page %d", path, page)
		}
	}
	if pairs < 600 {
		t.Errorf("%d pairs of endpoint and code: this test proves little", pairs)
	}
}

// The page names every code once, with meaning, cause and what to do, and is what "make generate" wrote.
func TestPage(t *testing.T) {
	page, err := errorcodes.Page()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[int]bool{}
	for _, topic := range errorTopics(t) {
		for _, code := range topic.Codes {
			if seen[code.Code] {
				t.Errorf("%d is in two topics", code.Code)
			}
			seen[code.Code] = true
			_, section, found := strings.Cut(page, fmt.Sprintf("\n### %d\n", code.Code))
			if !found {
				t.Errorf("%d has no section", code.Code)
				continue
			}
			section, _, _ = strings.Cut(section, "\n#")
			if n := strings.Count(section, "- Cause: "); n != 1 {
				t.Errorf("%d: %d causes, want 1", code.Code, n)
			}
			if n := strings.Count(section, "- What to do: "); n != len(code.Cases) {
				t.Errorf("%d: %d cases say what to do, want %d", code.Code, n, len(code.Cases))
			}
			for _, c := range code.Cases {
				if c.When != "" && !strings.Contains(section, "**When "+c.When+":**") || !strings.Contains(section, c.ConsolePage) {
					t.Errorf("%d: the case %q is missing", code.Code, c.When)
				}
			}
			if strings.ContainsAny(section, "{}%") {
				t.Errorf("%d: a blank is left in %s", code.Code, section)
			}
		}
	}
	for _, c := range client.ExplainedWithoutCode() {
		if _, section, _ := strings.Cut(page, "\n### "+strings.ToUpper(c.When[:1])+c.When[1:]+"\n"); c.Cause == "" || !strings.Contains(section, "\n- Cause: "+c.Cause+"\n") {
			t.Errorf("%s has no section with its cause", c.When)
		}
	}
	committed, err := os.ReadFile("../../../docs/guides/error-codes.md")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(committed), page); d != "" {
		t.Errorf("docs/guides/error-codes.md is not what make generate writes (-committed +generated):\n%s", d)
	}
}

func errorTopics(t *testing.T) []client.Topic {
	t.Helper()
	topics := client.ExplainedTopics()
	if len(topics) < 5 {
		t.Fatalf("%d topics", len(topics))
	}
	return topics
}

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
