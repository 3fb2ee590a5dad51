// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strconv"
)

// apiError is a refusal: an errcode with its English text.
type apiError struct {
	code int
	text string
	bare bool // the text comes without hint, ip and link
}

func (e *apiError) Error() string { return fmt.Sprintf("errcode %d: %s", e.code, e.text) }

// texts are the known English texts of auth-errors-limits §4.2 and of the endpoint pages. Those marked assumed
// are ours: the pages know the code but no text ("use any English text").
var texts = map[int]string{
	-1:     "system busy",           // assumed
	6000:   "data version conflict", // assumed
	40001:  "invalid credential",
	40005:  "invalid type",      // assumed
	40006:  "invalid file size", // assumed
	40007:  "invalid media_id",
	40009:  "invalid image size", // assumed
	40011:  "invalid video size", // assumed
	40003:  "invalid userid",     // assumed
	40013:  "invalid corpid",
	40014:  "invalid access_token",
	40031:  "all list invalid",
	40032:  "invalid userid list length", // assumed
	40058:  "invalid Request Parameter",
	40056:  "invalid agentid", // assumed
	40066:  "invalid party list",
	40068:  "invalid tagid",
	40063:  "some parameters are empty", // assumed
	40096:  "invalid external userid",   // assumed
	40123:  "invalid image",             // assumed
	40145:  "media_id expired",          // assumed
	41037:  "missing contact way type",
	41038:  "missing contact way scene",           // assumed
	41039:  "invalid contact way type",            // assumed
	41040:  "invalid contact way scene",           // assumed
	41041:  "contact way user count exceed limit", // assumed
	41042:  "invalid contact way style",           // assumed
	41043:  "missing contact way config_id",       // assumed
	41044:  "invalid contact way config_id",       // assumed
	41045:  "contact way count exceed limit",      // assumed
	41057:  "wechat developer account not bound",  // assumed
	41068:  "intercept word count exceed limit",   // assumed
	41069:  "intercept rule count exceed limit",   // assumed
	41070:  "invalid rule id",                     // assumed
	41071:  "rule has been deleted",               // assumed
	41076:  "intercept rule range exceed limit",   // assumed
	41077:  "rule name not unique",                // assumed
	41083:  "invalid intercept word",              // assumed
	41084:  "invalid intercept semantics",         // assumed
	41095:  "acquisition link count exceed limit", // assumed
	41200:  "only for some business categories",   // assumed
	41201:  "invalid chat key",                    // assumed
	44001:  "empty media data",                    // assumed
	45001:  "media size out of limit",             // assumed
	301017: "invalid voice format",                // assumed
	84061:  "not external contact",
	40071:  "UserTag Name Already Exist",
	40098:  "user not real name verified", // assumed
	40126:  "corp tag count exceed limit", // assumed
	40206:  "request body too large",      // assumed
	41001:  "access_token missing",
	41002:  "corpid missing",
	41004:  "corpsecret missing",
	41009:  "userid missing", // assumed
	41017:  "missing tagid",
	41018:  "missing tagname",
	41054:  "user not activate",
	42001:  "access_token expired",
	45009:  "api freq out of limit",
	45033:  "api concurrent out of limit",
	48002:  "api forbidden",
	48009:  "api forbidden for contact assistant",
	50003:  "application is disabled", // assumed
	50100:  "invalid cursor",          // assumed
	60001:  "department invalid length",
	60003:  "department not found",               // assumed
	60004:  "parent department not found",        // assumed
	60005:  "department contains user",           // assumed
	60006:  "department contains sub department", // assumed
	60007:  "cannot delete root department",      // assumed
	60008:  "department existed",
	60009:  "department invalid character", // assumed
	60010:  "department parent is a loop",  // assumed
	60011:  "no privilege to access/modify contact/party/agent",
	60020:  "not allow to access from your ip",
	60102:  "userid existed",
	60103:  "invalid mobile",                     // assumed
	60105:  "invalid email",                      // assumed
	60106:  "email existed",                      // assumed
	60110:  "user department count exceed limit", // assumed
	60111:  "userid not found",
	60112:  "invalid name",                                      // assumed
	60123:  "invalid department id",                             // assumed
	60129:  "mobile and email are both empty",                   // assumed
	60132:  "is_leader_in_dept and department differ in length", // assumed
	60143:  "invalid biz_mail",                                  // assumed
	60144:  "biz_mail cannot be changed",                        // assumed
	60145:  "biz_mail existed",                                  // assumed
	60257:  "too many direct leaders",                           // assumed
	60272:  "too many biz_mail_alias",                           // assumed
	81001:  "department node count exceed limit",                // assumed
	81002:  "department depth exceed limit",                     // assumed
	81011:  "no priviledge to access/modify tag",                // sic
	84074:  "require in external contact",
	90101:  "external_attr text too long",                           // assumed
	41036:  "invalid external_corp_name",                            // assumed
	301002: "not allow operate another agent with this accesstoken", // assumed
	301005: "creator cannot be deleted",                             // assumed
	301012: "invalid position",                                      // assumed
	301013: "invalid telephone",                                     // assumed
	301036: "userid cannot be changed",                              // assumed
}

func textOf(code int) string {
	if text, ok := texts[code]; ok {
		return text
	}
	return "error " + strconv.Itoa(code)
}

func fail(code int) error { return &apiError{code: code, text: textOf(code), bare: code == 40014} }

func failText(code int, format string, args ...any) error {
	return &apiError{code: code, text: fmt.Sprintf(format, args...)}
}

// badParameter is the answer of WeCom's parameter validator.
func badParameter(name string) error { return failText(40058, "invalid param '%s'", name) }

//nolint:unparam // twin of tooLong: the text names the limit, and who calls names it too
func tooShort(field string, limit int) error {
	return failText(40058, "%s exceed min utf8 words %d. invalid Request Parameter", field, limit)
}

func tooLong(field string, limit int) error {
	return failText(40058, "%s exceed max utf8 words %d. invalid Request Parameter", field, limit)
}

const warning = "Warning: wrong json format. "

// answer is what goes back over the wire.
type answer struct {
	status int // HTTP status; 404 for an unknown path
	code   int
	text   string // the errmsg
	body   []byte
}

// success renders result, a struct or nil, behind errcode and errmsg.
func success(rt *route, result any, warned bool) answer {
	word := rt.word
	if word == "" && !rt.silent {
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
	return encode(all)
}

// refusal renders an error with the list fields that the endpoint's failure body carries empty (§4.1).
func (s *Server) refusal(rt *route, err error, warned bool, ip string) answer {
	var refused *apiError
	if !errors.As(err, &refused) {
		// A store error without errcode is a mistake of the emulator: show it, do not hide it behind a code.
		refused = &apiError{code: -1, text: "emulator: " + err.Error()}
	}
	text := refused.text
	if warned {
		text = warning + text
	}
	if !refused.bare && !s.switches.NoErrorTail && refused.code != 60104 {
		text += fmt.Sprintf(", hint: [%s], from ip: %s, more info at https://open.work.weixin.qq.com/devtool/query?e=%d",
			s.hint(), ip, refused.code)
	}
	return render(refused.code, text, nil, rt.empty)
}

func render(code int, text string, result any, empty []string) answer {
	head := struct {
		Code int    `json:"errcode"`
		Text string `json:"errmsg"`
	}{code, text}
	body := encode(head)
	if result != nil {
		if rest := encode(result); len(rest) > 2 {
			body = append(append(body[:len(body)-1], ','), rest[1:]...)
		}
	}
	for _, key := range empty {
		body = append(append(body[:len(body)-1], fmt.Sprintf(",%q:[]", key)...), '}')
	}
	return answer{status: http.StatusOK, code: code, text: text, body: body}
}

// encode is json.Marshal without the escaping of & < >, which WeCom does not do.
func encode(v any) []byte {
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
	sum := sha256.Sum256([]byte(s.store.corpID + strconv.FormatInt(s.hints, 10)))
	now := s.clock.now()
	if s.switches.OldHints {
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
	if a.code != 0 {
		header.Set("Error-Code", strconv.Itoa(a.code))
		header.Set("Error-Msg", a.text)
	}
	w.WriteHeader(a.status)
	_, _ = w.Write(a.body)
}
