// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

var _ = callable([3]int{1, 48002, 48002},
	"user/create", "user/update", "user/delete", "user/batchdelete", "user/list_id")

var _ = callable([3]int{48009, 1, 48002},
	"user/get", "user/list", "user/simplelist")

var _ = callable([3]int{1, 1, 48002},
	"user/getuserid")

func TestMemberLifeCycle(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleContactsSecret, "user/create", `{"userid":"LiMing","name":"李明","mobile":"+86 138-0000-0001","department":[2,4],"order":[10,40],"is_leader_in_dept":[1,0],"main_department":4,"to_invite":false}`)
	wantCode(t, r, 0)
	equal(t, "errmsg", r.msg(), "created")
	if err := c.srv.Console().SetVisibleRange(ExampleSecondApp, []int64{4}, nil); err != nil {
		t.Fatal(err)
	}
	equal(t, "bare member", asJSON(c.get(ExampleSecret, "user/get", "userid", "liming")),
		`{"alias":"","department":[2,4],"direct_leader":[],"enable":1,"errcode":0,"errmsg":"ok","extattr":{"attrs":[]},"hide_mobile":0,"is_leader_in_dept":[1,0],"isleader":1,"main_department":4,"name":"李明","order":[10,40],"position":"","status":4,"telephone":"","userid":"LiMing"}`)
	part := c.get(ExampleSecondSecret, "user/get", "userid", "liming")
	equal(t, "visible departments", asJSON(part["department"])+asJSON(part["order"])+asJSON(part["is_leader_in_dept"]), "[4][40][0]")
	leaders := c.get(ExampleSecret, "department/get", "id", "2").obj("department")["department_leader"]
	equal(t, "leaders", asJSON(leaders), `["LiMing","liuyang"]`)

	r = c.post(ExampleContactsSecret, "user/update", `{"userid":"LIMING","name":"李大明","position":"","direct_leader":["wangfang"],"is_leader_in_dept":[0,1]}`)
	equal(t, "errmsg", r.msg(), "updated")
	got := c.get(ExampleSecret, "user/get", "userid", "LiMing")
	equal(t, "updated", asJSON([]any{got["name"], got["department"], got["order"], got["is_leader_in_dept"], got["direct_leader"]}), `["李大明",[2,4],[10,40],[0,1],["wangfang"]]`)
	wantCode(t, c.post(ExampleContactsSecret, "user/update", `{"userid":"LiMing","direct_leader":[],"department":[5]}`), 0)
	got = c.get(ExampleSecret, "user/get", "userid", "LiMing")
	equal(t, "moved", asJSON([]any{got["department"], got["main_department"], got["is_leader_in_dept"], got["direct_leader"]}), `[[5],5,[0],[]]`)

	equal(t, "errmsg", c.get(ExampleContactsSecret, "user/delete", "userid", "liming").msg(), "deleted")
	wantCode(t, c.get(ExampleContactsSecret, "user/delete", "userid", "liming"), 60111)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
}

func TestMemberSensitiveKeys(t *testing.T) {
	corp := ExampleCorp()
	corp.Apps[1].HideSensitive = false
	c := start(t, corp)
	r := c.get(ExampleSecret, "user/get", "userid", "sunli")
	equal(t, "sensitive", asJSON([]any{r["mobile"], r["gender"], r["email"], r["avatar"]}), `["13800000008","0","",""]`)
	r = c.get(ExampleSecondSecret, "user/get", "userid", "sunli")
	for _, key := range []string{"avatar", "thumb_avatar", "gender", "mobile", "email", "biz_mail", "qr_code", "address"} {
		if _, ok := r[key]; ok {
			t.Errorf("%s is there", key)
		}
	}
}

func TestMemberRefusals(t *testing.T) {
	c := start(t, ExampleCorp())
	for _, tt := range []struct {
		path, body string
		code       int
		text       string
	}{
		{"create", `{"name":"x","mobile":"13800000001"}`, 41009, ""},
		{"create", `{"userid":"-x","name":"x","mobile":"13800000001"}`, 40003, ""},
		{"create", `{"userid":"WangFang","name":"x","mobile":"13800000001"}`, 60102, "userid existed"},
		{"create", `{"userid":"n","mobile":"13800000001"}`, 60112, ""},
		{"create", `{"userid":"n","name":"","mobile":"13800000001"}`, 40058, "name exceed min utf8 words 1. invalid Request Parameter"},
		{"create", `{"userid":"n","name":"` + strings.Repeat("n", 65) + `","mobile":"13800000001"}`, 60112, ""},
		{"create", `{"userid":"n","name":"x"}`, 60129, ""},
		{"create", `{"userid":"n","name":"x","mobile":"abc"}`, 60103, ""},
		{"create", `{"userid":"n","name":"x","mobile":"13800000008"}`, 60104, "mobile existed:sunli"},
		{"create", `{"userid":"n","name":"x","email":"a@b"}`, 60105, ""},
		{"create", `{"userid":"n","name":"x","mobile":"13800000001","department":"[1, 2]"}`, 40066, "Warning: wrong json format. invalid party list"},
		{"create", `{"userid":"n","name":"x","mobile":"13800000001","department":[1,2],"is_leader_in_dept":[1]}`, 60132, ""},
		{"create", `{"userid":"n","name":"x","mobile":"13800000001","direct_leader":["wangfang","liuyang"]}`, 60257, ""},
		{"create", `{"userid":"n","name":"x","mobile":"13800000001","main_department":3,"department":[1]}`, 40058, ""},
		{"update", `{"userid":"nobody"}`, 60111, "invalid string value `nobody`. userid not found"},
		{"update", `{"userid":"wangfang","name":""}`, 40058, ""},
		{"update", `{"userid":"wangfang","new_userid":"fang"}`, 301036, ""},
		{"update", `{"userid":"wangfang","department":[99]}`, 60003, ""},
		{"batchdelete", `{"useridlist":["sunli","nobody"]}`, 40031, ""},
	} {
		r := c.post(ExampleContactsSecret, "user/"+tt.path, tt.body)
		if r.code() != tt.code || !strings.HasPrefix(r.msg(), tt.text) {
			t.Errorf("%s %s: %v, want %d %s", tt.path, tt.body, r, tt.code, tt.text)
		}
		if tt.code == 60104 {
			equal(t, "60104 has no hint", r.msg(), tt.text)
		}
	}
	wantCode(t, c.get(ExampleContactsSecret, "user/delete", "userid", "chenxing"), 301005)
	equal(t, "corp as before", asJSON(c.srv.Corp()), asJSON(ExampleCorp()))
	r := c.get(ExampleSecret, "user/get", "userid", "nobody")
	wantCode(t, r, 60111)
	equal(t, "failure body", asJSON([]any{r["department"], r["order"], r["is_leader_in_dept"], r["direct_leader"]}), "[[],[],[],[]]")
	wantCode(t, c.get(ExampleSecondSecret, "user/get", "userid", "liuyang"), 60111) // not visible
}

func TestMemberUpdateRules(t *testing.T) {
	corp := ExampleCorp()
	corp.Apps[1].HideSensitive = false
	c := start(t, corp)
	get := func(user, key string) string { return asJSON(c.get(ExampleSecret, "user/get", "userid", user)[key]) }
	for _, tt := range []struct {
		body      string
		code      int
		key, want string
	}{
		{`{"userid":"sunli","mobile":"+86 139 0000 0009"}`, 0, "mobile", `"13900000009"`},
		{`{"userid":"sunli","mobile":"+852 6123 4567"}`, 0, "mobile", `"+85261234567"`},
		{`{"userid":"wangfang","mobile":"13900000010"}`, 0, "mobile", `""`}, // activated: ignored without error
		{`{"userid":"sunli","email":"sunli@example.com"}`, 0, "email", `"sunli@example.com"`},
		{`{"userid":"wangfang","email":"SunLi@example.com"}`, 60106, "email", `""`},
		{`{"userid":"sunli","biz_mail":"sun@example.com"}`, 0, "biz_mail", `"sun@example.com"`},
		{`{"userid":"sunli","biz_mail":"li@example.com"}`, 60144, "biz_mail", `"sun@example.com"`},
		{`{"userid":"zhoujie","biz_mail":"sun@example.com"}`, 60145, "biz_mail", `"zhoujie@example.wecom.work"`},
		{`{"userid":"zhoujie","biz_mail":"x"}`, 60143, "biz_mail", `"zhoujie@example.wecom.work"`},
		{`{"userid":"zhoujie","biz_mail_alias":{"item":["a@x.cn","b@x.cn","c@x.cn","d@x.cn","e@x.cn","f@x.cn"]}}`, 60273, "status", "1"},
		{`{"userid":"wangfang","enable":0}`, 0, "status", "2"},
		{`{"userid":"wangfang","enable":1}`, 0, "status", "1"},
		{`{"userid":"wangfang","enable":2}`, 40058, "enable", "1"},
		{`{"userid":"wangfang","gender":2}`, 0, "gender", `"2"`},
		{`{"userid":"wangfang","gender":3}`, 40058, "gender", `"2"`},
		{`{"userid":"wangfang","telephone":"021-555"}`, 0, "telephone", `"021-555"`},
		{`{"userid":"wangfang","telephone":"call me"}`, 301013, "telephone", `"021-555"`},
		{`{"userid":"wangfang","telephone":""}`, 0, "telephone", `"021-555"`},
		{`{"userid":"wangfang","position":""}`, 0, "position", `""`},
		{`{"userid":"wangfang","department":[4,4]}`, 40066, "department", "[4]"},
		{`{"userid":"wangfang","department":[4,5],"order":[1]}`, 40058, "department", "[4]"},
		{`{"userid":"wangfang","alias":"` + strings.Repeat("名", 65) + `"}`, 40058, "alias", `""`},
	} {
		r := c.post(ExampleContactsSecret, "user/update", tt.body)
		if got := get(strings.Split(tt.body, `"`)[3], tt.key); r.code() != tt.code || got != tt.want {
			t.Errorf("%s: %v and %s %s, want %d and %s", tt.body, r, tt.key, got, tt.code, tt.want)
		}
	}
	c.srv.SetSwitches(func(sw *Switches) { sw.MemberEmptyClears, sw.BatchDelete60111 = true, true })
	wantCode(t, c.post(ExampleContactsSecret, "user/update", `{"userid":"wangfang","telephone":""}`), 0)
	equal(t, "telephone", get("wangfang", "telephone"), `""`)
	wantCode(t, c.post(ExampleContactsSecret, "user/batchdelete", `{"useridlist":["sunli","nobody"]}`), 60111)
	r := c.post(ExampleContactsSecret, "user/batchdelete", `{"useridlist":["sunli","liuyang"]}`)
	equal(t, "errmsg", r.msg(), "deleted")
	equal(t, "leader is gone with the member", get("zhaolei", "direct_leader"), "[]")
}

func TestCreateMemberMakesDepartments(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.post(ExampleContactsSecret, "user/create", `{"userid":"n","name":"新","email":"n@example.com","department":[2,123]}`)
	wantCode(t, r, 0)
	equal(t, "created", asJSON(r["created_department_list"]), `{"department_info":[{"id":123,"name":"123"}]}`)
	pending := c.get(ExampleSecret, "department/get", "id", "6").obj("department")
	equal(t, "pending", asJSON([]any{pending["name"], pending["parentid"]}), `["其他（待设置部门）",1]`)
	equal(t, "parent", c.get(ExampleSecret, "department/get", "id", "123").obj("department")["parentid"].(float64), 6)
	r = c.post(ExampleContactsSecret, "user/create", `{"userid":"o","name":"无","email":"o@example.com"}`)
	equal(t, "without department", asJSON(r), `{"errcode":0,"errmsg":"created"}`)
	equal(t, "mailbox", slices.ContainsFunc(c.srv.Corp().Members, func(m Member) bool { return m.BizMail == "o@example.wecom.work" }), true)
	equal(t, "put there", asJSON(c.get(ExampleSecret, "user/get", "userid", "o")["department"]), "[6]")
	for pending, code := range map[bool]int{false: 40066, true: 0} {
		c.srv.SetSwitches(func(sw *Switches) { sw.MemberNoDepartmentPending = pending })
		wantCode(t, c.post(ExampleContactsSecret, "user/update", `{"userid":"n","department":[]}`), code)
	}
	equal(t, "moved there", asJSON(c.get(ExampleSecret, "user/get", "userid", "n")["department"]), "[6]")
	c.srv.SetSwitches(func(sw *Switches) { sw.UpdateCreatesDepartments = true })
	wantCode(t, c.post(ExampleContactsSecret, "user/update", `{"userid":"o","department":[124]}`), 0)
	equal(t, "made by update", c.get(ExampleSecret, "department/get", "id", "124").obj("department")["parentid"].(float64), 6)
}

func TestMemberLists(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.get(ExampleSecret, "user/simplelist", "department_id", "5")
	equal(t, "simplelist", asJSON(r["userlist"]), `[{"department":[4,5],"name":"黄敏","userid":"huangmin"},{"department":[5],"name":"孙丽","userid":"sunli"},{"department":[5],"name":"周杰","userid":"zhoujie"}]`)
	equal(t, "list", len(c.get(ExampleSecret, "user/list", "department_id", "5").list("userlist")), 3)
	for honoured, n := range map[bool]int{false: 3, true: 5} {
		c.srv.SetSwitches(func(sw *Switches) { sw.FetchChildHonoured = honoured })
		for _, path := range []string{"user/list", "user/simplelist"} {
			equal(t, path, len(c.get(ExampleSecret, path, "department_id", "4", "fetch_child", "1").list("userlist")), n)
		}
	}
	wantCode(t, c.get(ExampleSecret, "user/simplelist", "department_id", "99"), 60003)
	wantCode(t, c.get(ExampleContactsSecret, "user/simplelist", "department_id", "5"), 48009)

	wantCode(t, c.post(ExampleSecret, "user/list_id", `{}`), 48002)
	var all []string
	cursor := ""
	for page := 1; ; page++ {
		r := c.post(ExampleContactsSecret, "user/list_id", fmt.Sprintf(`{"cursor":%q,"limit":4}`, cursor))
		wantCode(t, r, 0)
		for _, row := range r.list("dept_user") {
			all = append(all, fmt.Sprint(row["userid"], row["department"]))
		}
		if cursor, _ = r["next_cursor"].(string); cursor == "" {
			equal(t, "pages", page, 3)
			break
		}
	}
	equal(t, "records", strings.Join(all, " "), "chenxing1 huangmin4 huangmin5 liuyang2 sunli5 wangfang4 wuqiang4 zhaolei3 zhoujie5")
	wantCode(t, c.post(ExampleContactsSecret, "user/list_id", `{"cursor":"x"}`), 50100)
	wantCode(t, c.post(ExampleContactsSecret, "user/list_id", `{"limit":0}`), 40058)
}

func TestMemberProfile(t *testing.T) {
	corp := ExampleCorp()
	corp.MemberAttributes, corp.ShortNames = []string{"工号", "主页"}, []string{"晨星"}
	c := start(t, corp)
	body := `{"userid":"wangfang","extattr":{"attrs":[{"type":0,"name":"工号","text":{"value":"7"}},{"type":0,"name":"没有","text":{"value":"x"}}]},"external_profile":{"external_corp_name":"晨星","external_attr":[{"type":1,"name":"主页","web":{"url":"https://example.com","title":"t"}}]}}`
	wantCode(t, c.post(ExampleContactsSecret, "user/update", body), 0)
	r := c.get(ExampleSecret, "user/get", "userid", "wangfang")
	equal(t, "extattr", asJSON(r["extattr"]), `{"attrs":[{"name":"工号","text":{"value":"7"},"type":0,"value":"7"},{"name":"主页","text":{"value":""},"type":0,"value":""}]}`)
	equal(t, "external", asJSON(r["external_profile"]), `{"external_attr":[{"name":"主页","type":1,"web":{"title":"t","url":"https://example.com"}}],"external_corp_name":"晨星"}`)
	for strict, code := range map[bool]int{false: 0, true: 40058} {
		c.srv.SetSwitches(func(sw *Switches) { sw.ExternalAttrRequired = strict })
		wantCode(t, c.post(ExampleContactsSecret, "user/update", `{"userid":"wangfang","external_profile":{}}`), code)
		wantCode(t, c.post(ExampleContactsSecret, "user/update", `{"userid":"wangfang","external_profile":{"external_corp_name":"晨星"}}`), code)
		equal(t, "nothing is lost", asJSON(c.get(ExampleSecret, "user/get", "userid", "wangfang")["external_profile"]), asJSON(r["external_profile"]))
	}
	wantCode(t, c.post(ExampleContactsSecret, "user/update", `{"userid":"wangfang","external_profile":{"external_corp_name":"别的","external_attr":[]}}`), 41036)
}

func TestFollowUsers(t *testing.T) {
	c := start(t, ExampleCorp())
	r := c.get(ExampleSecret, "externalcontact/get_follow_user_list")
	equal(t, "all", asJSON(r["follow_user"]), `["chenxing","huangmin","liuyang","sunli","wangfang","wuqiang","zhoujie"]`)
	r = c.get(ExampleSecondSecret, "externalcontact/get_follow_user_list")
	equal(t, "visible", asJSON(r["follow_user"]), `["huangmin","sunli","wangfang","wuqiang","zhoujie"]`)
	r = c.get(ExampleContactsSecret, "externalcontact/get_follow_user_list")
	wantCode(t, r, 48002)
	equal(t, "failure body", asJSON(r["follow_user"]), "[]")

	var st *store
	c.srv.Look(func(w core.World) { st = w.(*store) })
	app := st.FindApp(ExampleSecondApp)
	for users, code := range map[string]int{"nobody wangfang": 60111, "liuyang": 60011, "sunli": 41054, "zhoujie": 40098, "wangfang": 0} {
		err := st.checkNodes(app, strings.Fields(users), nil, allGates)
		var got *core.Refusal
		if ok := errors.As(err, &got); code != 0 && (!ok || got.Code != code) || code == 0 && err != nil {
			t.Errorf("%s: %v, want %d", users, err, code)
		}
	}
	var refused *core.Refusal
	if err := st.checkNodes(st.FindApp(ExampleApp), []string{"zhaolei"}, nil, allGates); !errors.As(err, &refused) || refused.Code != 84074 {
		t.Errorf("without the function: %v", err)
	}
	equal(t, "users below 4", strings.Join(st.usersIn([]int64{4}), " "), "huangmin sunli wangfang wuqiang zhoujie")
}

// What the pages leave open of members, each with its reading.
func TestMemberReadings(t *testing.T) {
	corp := ExampleCorp()
	corp.MemberAttributes = []string{"工号", "主页"}
	c := start(t, corp)
	contacts := App{Name: "old", Kind: AppSelfBuilt, Secret: "an-app-that-sees-sensitive-fields-00000", VisibleDepartments: []int64{RootID}}
	if err := c.srv.Console().AddApp(contacts); err != nil {
		t.Fatal(err)
	}
	show := func(userID, key string) string {
		return asJSON(c.get(contacts.Secret, "user/get", "userid", userID)[key])
	}
	write := func(code int, body string) {
		t.Helper()
		wantCode(t, c.post(ExampleContactsSecret, "user/update", body), code)
	}
	set := func(edit func(*Switches)) { c.srv.SetSwitches(edit) }
	attrs := `{"userid":"sunli","extattr":{"attrs":[{"type":0,"name":"%s","text":{"value":"%s"}}]}}`
	write(0, fmt.Sprintf(attrs, "工号", "7"))
	write(0, fmt.Sprintf(attrs, "主页", "8"))
	equal(t, "kept", strings.Count(show("sunli", "extattr"), `"value":""`), 0)
	set(func(sw *Switches) { sw.AttributesTitled = true })
	write(0, `{"userid":"sunli","extattr":{"attrs":[{"type":1,"name":"主页","web":{"url":"https://example.com","title":"t"}}]}}`)
	equal(t, "value of a web page", strings.Count(show("sunli", "extattr"), `"value":"t"`), 1)
	set(func(sw *Switches) { sw.AttributesReplaced, sw.AttributesBare = true, true })
	write(0, fmt.Sprintf(attrs, "主页", "9"))
	equal(t, "replaced, bare", show("sunli", "extattr"), `{"attrs":[{"name":"工号","value":""},{"name":"主页","value":"9"}]}`)
	set(func(sw *Switches) { sw.MemberEmptyRefused = true })
	write(40058, `{"userid":"sunli","email":""}`)
	set(func(sw *Switches) {
		sw.MemberEmptyRefused, sw.UserIDsLowerCase, sw.MobileWithCountry = false, true, true
	})
	wantCode(t, c.post(ExampleContactsSecret, "user/create", `{"userid":"LiLei","name":"李雷","mobile":"+86 137-0000-0001","department":[2,3],"order":[1,2],"enable":0}`), 0)
	equal(t, "spelling", show("LILEI", "userid"), `"lilei"`)
	equal(t, "number", show("lilei", "mobile"), `"+86 13700000001"`)
	equal(t, "status", show("lilei", "status"), "2")
	equal(t, "avatar", show("lilei", "avatar"), `""`)
	equal(t, "main", show("lilei", "main_department"), "2")
	set(func(sw *Switches) {
		sw.DisabledStatus4, sw.MemberDepartmentsReversed, sw.AvatarAbsent, sw.EmptyExternalProfileShown = true, true, true, true
	})
	equal(t, "status and enable", show("lilei", "status")+show("lilei", "enable"), "40")
	equal(t, "reversed", show("lilei", "department")+show("lilei", "order"), "[3,2][2,1]")
	equal(t, "no avatar", show("lilei", "avatar"), "null")
	equal(t, "profile", show("lilei", "external_profile"), `{"external_attr":[],"external_corp_name":""}`)
	set(func(sw *Switches) {
		sw.LeaderFlagsKept, sw.MainDepartmentLast, sw.EnableIgnoredOnCreate = true, true, true
	})
	write(0, `{"userid":"lilei","department":[3,4]}`)
	equal(t, "order kept, main", show("lilei", "order")+show("lilei", "main_department"), "[0,2]4")
	wantCode(t, c.post(ExampleContactsSecret, "user/create", `{"userid":"han","name":"韩","email":"han@example.com","department":[2],"enable":0}`), 0)
	equal(t, "enable ignored", show("han", "status"), "4")
	set(func(sw *Switches) { sw.MailboxNotAtomic = true })
	write(60003, `{"userid":"han","biz_mail":"han@example.wecom.work","department":[99]}`)
	equal(t, "mailbox changed all the same", show("han", "biz_mail"), `"han@example.wecom.work"`)
	r := c.post(contacts.Secret, "user/getuserid", `{"mobile":"13700000001"}`)
	equal(t, "by mobile", asJSON(r["userid"]), `"lilei"`)
	wantCode(t, c.post(contacts.Secret, "user/getuserid", `{"mobile":"13700000009"}`), 46004)
	wantCode(t, c.post(ExampleSecondSecret, "user/getuserid", `{"mobile":"13700000001"}`), 0) // in 4
	if err := c.srv.Console().LeaveMember("han"); err != nil {
		t.Fatal(err)
	}
	equal(t, "left", show("han", "status"), "5")
	set(func(sw *Switches) { sw.LeftMemberUnknown = true })
	wantCode(t, c.get(contacts.Secret, "user/get", "userid", "han"), 60111)
	write(301015, `{"userid":"sunli","avatar_mediaid":"nobody"}`)
	for body, code := range map[string]int{
		`"extattr":{"attrs":[{"type":1,"name":"主页","web":{"url":"ftp://x","title":"t"}}]}`:                                   60152,
		`"extattr":{"attrs":[{"type":1,"name":"主页","web":{"url":"https://x","title":"一二三四五六七八九十一二三"}}]}`:                     60151,
		`"external_profile":{"external_attr":[{"type":1,"name":"主页","web":{"url":"https://x","title":""}}]}`:                 90103,
		`"external_profile":{"external_attr":[{"type":2,"name":"主页","miniprogram":{"appid":"a","pagepath":"","title":""}}]}`: 90106,
		`"external_profile":{"external_attr":[{"type":7,"name":"主页"}]}`:                                                      90100,
		// What the console does not define is ignored, whatever it holds, as in the sample of the page.
		`"external_profile":{"external_attr":[{"type":2,"name":"没有","miniprogram":{"appid":"a","pagepath":"/index","title":"my miniprogram"}}]}`: 0,
		`"extattr":{"attrs":[{"type":1,"name":"没有","web":{"url":"x","title":"一二三四五六七八九十一二三"}}]}`:                                                 0,
	} {
		write(code, `{"userid":"sunli",`+body+`}`)
	}
	console := c.srv.Console()
	for _, err := range []error{
		console.ActivateMember("sunli"), console.DisableMember("sunli"), console.EnableMember("sunli"), console.SetShortNames("晨星"),
		console.SetMemberAttributes("主页"), console.EditMember("sunli", "孙丽", "店长", "+86 13800000008", StatusActivated),
	} {
		if err != nil {
			t.Error(err)
		}
	}
	equal(t, "edited", show("sunli", "position")+show("sunli", "mobile"), `"店长""+86 13800000008"`)
}

// Zero values that SDKs send with every call.
func TestZeroValuesOfMembers(t *testing.T) {
	c := start(t, ExampleCorp())
	update := func(keys string) reply {
		return c.post(ExampleContactsSecret, "user/update", `{"userid":"wangfang",`+keys+`}`)
	}
	for _, strict := range []bool{false, true} {
		c.srv.SetSwitches(func(sw *Switches) { sw.MemberZeroRefused, sw.GenderTextPlain = strict, strict })
		for keys, code := range map[string]int{`"main_department":0`: 40058, `"new_userid":""`: 301036} {
			if !strict {
				code = 0
			}
			wantCode(t, update(keys), code)
		}
		r := update(`"gender":"1"`)
		wantCode(t, r, 0)
		equal(t, "warned", strings.Contains(r.msg(), "wrong json format"), !strict)
		wantCode(t, update(`"gender":"3"`), 40058)
		wantCode(t, update(`"gender":2`), 0)
	}
	equal(t, "gender", c.srv.Corp().Members[4].Gender, 2)
}
