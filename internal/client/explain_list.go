// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"io"
	"maps"
	"slices"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// Topic is a part of the list of error codes.
type Topic struct {
	Title string
	Codes []ExplainedCode // by code
}

// ExplainedCode is one errcode that Explain knows.
type ExplainedCode struct {
	Code  int
	Cases []ExplainedCase // the first that is true counts
}

// ExplainedCase is one of the things that a code, or an error without one, means. Its texts hold blanks, which Example
// fills.
type ExplainedCase struct {
	When string // under which condition; "" means otherwise, or always
	Explanation
	Cause   string // how one comes to it; "" where that of the general case holds
	Example error  // one that means this
}

// General is the explanation with words for what only an error knows.
func (c ExplainedCase) General() Explanation {
	return c.filled(
		blankCredential, "`secret` or `contacts_secret`", blankAddress, "the calling address", blankPath, "this API",
		blankHost, "the host of `endpoint`", blankObject, "the object", blankIDs, "*n*",
	)
}

// ExplainedTopics lists every errcode that Explain knows, for the page of error codes and the tests that hold both
// together.
func ExplainedTopics() []Topic {
	out := make([]Topic, 0, len(topics))
	for _, t := range topics {
		if len(t.codes) == 0 {
			continue
		}
		topic := Topic{Title: t.title}
		for _, code := range slices.Sorted(maps.Keys(t.codes)) {
			topic.Codes = append(topic.Codes, explainedCode(code))
		}
		out = append(out, topic)
	}
	return out
}

func explainedCode(code int) ExplainedCode {
	out := ExplainedCode{Code: code}
	general := explanations[code].explanation()
	for i := range specials {
		if s := &specials[i]; slices.Contains(s.codes, code) {
			out.Cases = append(out.Cases, ExplainedCase{When: s.when, Explanation: s.over(general), Example: example(code, s.like)})
		}
	}
	// Otherwise: on the first endpoint, in an order that does not change, where nothing special is true.
	for _, on := range core.Endpoints() {
		e := example(code, APIError{Path: on.Path, Credential: string(CredentialApp)})
		if specialFor(e) == nil {
			out.Cases = append(out.Cases, ExplainedCase{Explanation: general, Cause: explanations[code].Cause, Example: e})
			break
		}
	}
	return out
}

func example(code int, like APIError) *APIError {
	like.Code, like.Message, like.Hint, like.FromIP = code, "refused", "1795354776103424591185771", "203.0.113.9"
	like.HTTPStatus = 200
	return &like
}

// ExplainedWithoutCode lists the errors that carry no errcode other than 0.
func ExplainedWithoutCode() []ExplainedCase {
	cause := io.ErrUnexpectedEOF
	return []ExplainedCase{
		{
			"no connection, or one that broke before an answer", explainSilence,
			"`endpoint` is misspelt or out of order, a firewall is in the way, or a proxy is needed. A read is repeated first, a write where that does no harm.",
			&ConnectionError{Path: departmentGet.Path, Host: "qyapi.weixin.qq.com", Text: "connection refused"},
		},
		{
			"an answer that is not JSON, or with another HTTP status than 200", explainForeign,
			"A proxy, a login page of the network or a load balancer answered instead of WeCom, or `endpoint` is the address of something else.",
			&ResponseError{Path: departmentGet.Path, HTTPStatus: 502, ContentType: "text/html", Problem: "the body is no JSON", Length: 512},
		},
		{
			"the answer to a create was lost, and no object fits", explainLost,
			"The connection broke after a create was sent, and WeCom's lists do not show, or cannot show, whether it was carried out. A create is never sent twice on suspicion.",
			&OutcomeUnknownError{Path: departmentCreate.Path, Sought: `a department named "后端" under department 12`, Cause: cause},
		},
		{
			"the answer to a create was lost, and several objects may be the one", explainLostAmong,
			"The connection broke after a create was sent, and other programs made objects of the same kind meanwhile.",
			&OutcomeUnknownError{Path: departmentCreate.Path, Sought: `a department named "后端" under department 12`, Candidates: []string{"37", "38"}, Cause: cause},
		},
		{
			"errcode 0 with the words “" + core.WrongFormat + "”", explainPartly,
			"The deployment behind `endpoint` wants another type of a value than WeCom's pages say.",
			&APIError{Code: 0, Message: "updated. Warning: " + core.WrongFormat + ".", Path: departmentUpdate.Path, Credential: string(CredentialContacts), HTTPStatus: 200},
		},
	}
}
