// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package functions holds the provider functions, which compute and never call WeCom.
package functions

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
)

const (
	// channelKey is the parameter that marks a channel (doc 97298).
	channelKey = "customer_channel"
	// maxChannelBytes counts the value in UTF-8 and before percent-encoding; that it is not the encoded form is
	// assumed. WeCom cuts what is longer without a word (doc 97298).
	maxChannelBytes = 64
	// schemePrefix stands before the encoded address (doc 97297).
	schemePrefix = "weixin://biz/ww/profile/"
	// bareHost begins the addresses of the first edition of the page (2023-03), which had no https://.
	bareHost = "work.weixin.qq.com/"
)

// checkLink returns link as an absolute https address, or says why it is none.
func checkLink(link string) (string, error) {
	if strings.HasPrefix(link, bareHost) {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	switch {
	case link == "":
		return "", errors.New("the address is empty; give the `url` of a wecom_acquisition_link")
	case strings.HasPrefix(link, "weixin:"):
		return "", fmt.Errorf("%q is a WeChat scheme already; give the https address of the link", link)
	case err != nil:
		return "", fmt.Errorf("%q is not an address: %w", link, errors.Unwrap(err))
	case u.Scheme != "https" || u.Host == "":
		return "", fmt.Errorf("%q is not an https address; give the `url` of a wecom_acquisition_link", link)
	case strings.ContainsAny(link, " \t\r\n"):
		return "", fmt.Errorf("%q contains a blank", link)
	}
	return link, nil
}

// checkChannel refuses what WeCom would cut or could not tell from no channel.
func checkChannel(channel string) error {
	switch n := len(channel); {
	case n == 0:
		return errors.New("the channel is empty; use the link's address as it is, or name a channel")
	case n > maxChannelBytes:
		return fmt.Errorf("%q has %d bytes; WeCom keeps the first %d and drops the rest silently "+
			"(a Chinese character has 3 bytes, an ASCII letter or digit 1)", channel, n, maxChannelBytes)
	}
	return nil
}

// withChannel puts the channel last into the query of a checked link. What else is in the query (comp_scene and
// once_key are opaque, doc 99484) and the fragment stay byte for byte. Channels that were there go: which of two WeCom
// would take is not documented.
func withChannel(link, channel string) string {
	link, fragment, hasFragment := strings.Cut(link, "#")
	base, query, _ := strings.Cut(link, "?")
	var kept []string
	for part := range strings.SplitSeq(query, "&") {
		if part != "" && !isChannel(part) {
			kept = append(kept, part)
		}
	}
	out := base + "?" + strings.Join(append(kept, channelKey+"="+encode(channel)), "&")
	if hasFragment {
		out += "#" + fragment
	}
	return out
}

// isChannel tells whether a part of a query is a channel, however its key is written.
func isChannel(part string) bool {
	key, _, _ := strings.Cut(part, "=")
	decoded, err := url.QueryUnescape(key)
	return err == nil && decoded == channelKey
}

// scheme is the WeChat scheme of a checked link: the page encodes the whole address, its query included (doc 97297).
func scheme(link string) string { return schemePrefix + encode(link) }

// encode percent-encodes everything but RFC 3986's unreserved characters, the only form that reads alike as a query
// value, where "+" may be a blank, and as a path segment.
func encode(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
