// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
)

// Refusal is a refusal: an errcode with its English text.
type Refusal struct {
	Code int
	Text string
	bare bool // the text comes without hint, ip and link
}

func (e *Refusal) Error() string { return fmt.Sprintf("errcode %d: %s", e.Code, e.Text) }

// texts are the known English texts of auth-errors-limits §4.2; the families add those of their pages with Texts. Those
// marked assumed are ours: the pages know the code but no text ("use any English text").
var texts = map[int]string{
	-1:    "system busy", // assumed
	40001: "invalid credential",
	40013: "invalid corpid",
	40014: "invalid access_token",
	40033: "invalid charset", // assumed
	40058: "invalid Request Parameter",
	40063: "some parameters are empty", // assumed
	45001: "media size out of limit",   // assumed
	40206: "request body too large",    // assumed
	41001: "access_token missing",
	41002: "corpid missing",
	41004: "corpsecret missing",
	42001: "access_token expired",
	45009: "api freq out of limit",
	45033: "api concurrent out of limit",
	48002: "api forbidden",
	48009: "api forbidden for contact assistant",
	50003: "application is disabled", // assumed
	50100: "invalid cursor",          // assumed
	60011: "no privilege to access/modify contact/party/agent",
	60020: "not allow to access from your ip",
}

// Texts adds texts of errcodes, a code, a tab and its text in each line. It is for the initialisation of packages.
func Texts(lines string) bool {
	for line := range strings.Lines(lines) {
		columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if code, err := strconv.Atoi(columns[0]); err == nil {
			texts[code] = columns[1]
		}
	}
	return true
}

func textOf(code int) string {
	if text, ok := texts[code]; ok {
		return text
	}
	return "error " + strconv.Itoa(code)
}

// Fail is a refusal with the usual text of its code.
func Fail(code int) error { return &Refusal{Code: code, Text: textOf(code), bare: code == 40014} }

// FailText is one with another text.
func FailText(code int, format string, args ...any) error {
	return &Refusal{Code: code, Text: fmt.Sprintf(format, args...)}
}

// BadParameter is the answer of WeCom's parameter validator.
func BadParameter(name string) error { return FailText(40058, "invalid param '%s'", name) }

// TooShort and TooLong are its answers about the length of a text.
func TooShort(field string, limit int) error {
	return FailText(40058, "%s exceed min utf8 words %d. invalid Request Parameter", field, limit)
}

// TooLong is described at TooShort.
func TooLong(field string, limit int) error {
	return FailText(40058, "%s exceed max utf8 words %d. invalid Request Parameter", field, limit)
}

const warning = "Warning: wrong json format. "

// answer is what goes back over the wire.
type answer struct {
	status int // HTTP status; 404 for an unknown path
	code   int
	text   string // the errmsg
	body   []byte
	plain  bool // without the headers of the errcode
}

// success renders result, a struct or nil, behind errcode and errmsg.
func success(rt *Route, result any, warned bool) answer {
	word := rt.Word
	if word == "" && !rt.Silent {
		word = "ok"
	}
	if warned {
		word += ". " + warning
	}
	return render(0, word, result, nil)
}

// withoutEmptyLists leaves out the keys of an answer whose value is an empty list.
func withoutEmptyLists(body []byte) []byte {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(body, &all); err != nil {
		panic(err) // what was rendered is an object
	}
	maps.DeleteFunc(all, func(_ string, value json.RawMessage) bool { return string(value) == "[]" })
	return Encode(all)
}

// refusal renders an error with the list fields that the endpoint's failure body carries empty (§4.1).
func (s *Server) refusal(rt *Route, err error, warned bool, ip string) answer {
	var refused *Refusal
	if !errors.As(err, &refused) {
		// A store error without errcode is a mistake of the emulator: show it, do not hide it behind a code.
		refused = &Refusal{Code: -1, Text: "emulator: " + err.Error()}
	}
	text := refused.Text
	if warned {
		text = warning + text
	}
	if !refused.bare && !s.families.Engine().NoErrorTail && refused.Code != 60104 {
		text += fmt.Sprintf(", hint: [%s], from ip: %s, more info at https://open.work.weixin.qq.com/devtool/query?e=%d",
			s.hint(), ip, refused.Code)
	}
	return render(refused.Code, text, nil, rt.Empty)
}

func render(code int, text string, result any, empty []string) answer {
	head := struct {
		Code int    `json:"errcode"`
		Text string `json:"errmsg"`
	}{code, text}
	body := Encode(head)
	if result != nil {
		if rest := Encode(result); len(rest) > 2 {
			body = append(append(body[:len(body)-1], ','), rest[1:]...)
		}
	}
	for _, key := range empty {
		body = append(append(body[:len(body)-1], fmt.Sprintf(",%q:[]", key)...), '}')
	}
	return answer{status: http.StatusOK, code: code, text: text, body: body}
}

// Encode is json.Marshal without the escaping of & < >, which WeCom does not do.
func Encode(v any) []byte {
	var buf jsonBuffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // wire types always marshal
	}
	return buf[:len(buf)-1]
}

type jsonBuffer []byte

func (b *jsonBuffer) Write(p []byte) (int, error) { *b = append(*b, p...); return len(p), nil }

// hint is what WeCom's support asks for: 25 digits, or the older form by a switch (§4.2).
func (s *Server) hint() string {
	s.hints++
	sum := sha256.Sum256([]byte(s.world.Engine().CorpID + strconv.FormatInt(s.hints, 10)))
	now := s.clock.now()
	if s.families.Engine().OldHints {
		return fmt.Sprintf("%d_%d_%s", now.Unix(), s.hints%256, hex.EncodeToString(sum[:16]))
	}
	var n uint64
	for _, b := range sum[:7] {
		n = n<<8 | uint64(b)
	}
	return fmt.Sprintf("%013d%012d", now.UnixMilli(), n%1_000_000_000_000)
}

func (a answer) write(w http.ResponseWriter) {
	header := w.Header()
	header.Set("Server", "nginx")
	if a.status == http.StatusNotFound {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	header.Set("Content-Type", "application/json; charset=UTF-8")
	header.Set("Content-Length", strconv.Itoa(len(a.body)))
	if !a.plain {
		header.Set("Error-Code", strconv.Itoa(a.code))
		header.Set("Error-Msg", a.text)
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}
