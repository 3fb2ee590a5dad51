// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"html"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// spellings are the ways in which servers, proxies and libraries are known to repeat what they were sent.
var spellings = []struct {
	name  string
	spell func(string) string
}{
	{"plain", func(s string) string { return s }},
	{"query", url.QueryEscape},
	{"query, lower case", func(s string) string { return lowerEscapes(url.QueryEscape(s)) }},
	{"path", url.PathEscape},
	{"path, lower case", func(s string) string { return lowerEscapes(url.PathEscape(s)) }},
	{"html", html.EscapeString},
	{"json", func(s string) string { return inJSON(s, true) }},
	{"json without html escapes", func(s string) string { return inJSON(s, false) }},
	{"base64", func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }},
	{"base64 of a URL", func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }},
	{"hex", func(s string) string { return hex.EncodeToString([]byte(s)) }},
}

// FuzzRedactor: no spelling of a secret survives, whatever stands around it, and what is no secret stays as it is.
func FuzzRedactor(f *testing.F) {
	for i := range spellings {
		f.Add("CANARY+token/==&<1>\"", byte(i), `{"url":"`, `"}`)
		f.Add("a/b+c=d e", byte(i), "GET /x?access_token=", "&id=2 HTTP/1.1")
		f.Add("密钥-secret", byte(i), "前", "后")
		f.Add("tab\tnewline\n\\", byte(i), "%", "%2")
	}
	f.Add("token", byte(0), "access_", " missing")
	f.Add("aaaa", byte(0), "aaa", "aaaaa")
	f.Fuzz(func(t *testing.T, secret string, form byte, before, after string) {
		if len(secret) < minSecret || len(secret) > 512 || !utf8.ValidString(secret) || strings.Contains(secret, "*") {
			t.Skip("the redactor leaves these alone")
		}
		r := &redactor{}
		r.add(secret)
		s := spellings[int(form)%len(spellings)]
		spelt := s.spell(secret)
		got := r.clean(before + spelt + after)
		if strings.Contains(got, spelt) {
			t.Fatalf("%s of %q survives in %q", s.name, secret, got)
		}
		if twice := r.clean(got); twice != got {
			t.Fatalf("%q becomes %q the second time", got, twice)
		}

		// Nothing else: a text without the secret and without a name that announces one is left alone.
		plain := before + after
		if !mentions(plain, secret) && !secretPairs.MatchString(plain) {
			if got := r.clean(plain); got != plain {
				t.Fatalf("%q became %q without holding %q", plain, got, secret)
			}
		}
	})
}

func mentions(text, secret string) bool {
	for _, s := range spellings {
		if strings.Contains(text, s.spell(secret)) {
			return true
		}
	}
	return false
}

// opening is what may stand between a name and its value.
var opening = regexp.MustCompile(`(?i)^(?:=|:|%3D|%3A|%22)`)

// The name announces the value, whatever the value looks like.
func FuzzRedactorByName(f *testing.F) {
	f.Add(byte(0), byte(0), "abcdef")
	f.Add(byte(1), byte(3), "a%2Bb")
	f.Add(byte(2), byte(5), "密")
	names := []string{"access_token", "corpsecret", "Access_Token", "suite_access_token"}
	frames := []string{"GET /cgi-bin/x?%s=%s&id=1", `{"%s":"%s"}`, `{"%s" : "%s"}`, "%s%%3D%s rest", "a=1&amp;%s=%s&amp;b=2", `{\"%s\":\"%s\"}`, "%s: %s"}
	f.Fuzz(func(t *testing.T, name, frame byte, value string) {
		if value == "" || strings.ContainsAny(value, "&\"'<>,;}] \\\t\n\r\v\f") || strings.ContainsFunc(value, unicode.IsControl) {
			t.Skip("the value ends earlier")
		}
		if opening.MatchString(value) {
			t.Skip("where the name ends and the value begins is not told; it is hidden from there on")
		}
		in := func(v string) string {
			return fmt.Sprintf(frames[int(frame)%len(frames)], names[int(name)%len(names)], v)
		}
		text, rest := in(value), in(redacted)
		if got := (&redactor{}).clean(text); got != rest {
			t.Fatalf("%q became %q, want %q", text, got, rest)
		}
	})
}

func TestRedact_unregisteredSecretsByName(t *testing.T) {
	r := &redactor{}
	for in, want := range map[string]string{
		"GET /x?access_token=abc&id=1":       "GET /x?access_token=***&id=1",
		`{"access_token":"abc","x":1}`:       `{"access_token":"***","x":1}`,
		"corpsecret%3Dabc rest":              "corpsecret%3D*** rest",
		"a=1&amp;corpsecret=abc&amp;b":       "a=1&amp;corpsecret=***&amp;b",
		"access_token missing, nothing here": "access_token missing, nothing here",
	} {
		if got := r.clean(in); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}
