// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package specimen

import (
	"fmt"
	"slices"
	"strings"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func memberBody(rest string) string { return `user/update {"userid":"lilei",` + rest + `}` }

func memberEdit(change func(*emulator.Member)) func(*acctest.Env, string) error {
	return func(e *acctest.Env, id string) error { return e.Console().UpdateMember(id, change) }
}

// avatarOf is the avatar as the state has it after its upload.
func avatarOf(name string) Is {
	return func(got any) error {
		p, _ := got.(map[string]any)
		digest, _ := p["sha256"].(string)
		url, _ := p["url"].(string)
		if p["file"] != pictures[name] || len(digest) != 64 || !strings.HasPrefix(url, "https://") {
			return fmt.Errorf("%v, want the avatar %s", p, name)
		}
		return nil
	}
}

func outside(short string, attributes Values) Values {
	out := Values{"attributes": attributes}
	if short != "" {
		out["corp_short_name"] = short
	}
	return out
}

const notDeclared = "in the state only where a configuration declares it"

var _ = add(Specimen{
	Type: "wecom_member",
	Corp: func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "研发", ParentID: 1, Order: 1}, emulator.Department{ID: 3, Name: "后端", ParentID: 2, Order: 1})
		c.MemberAttributes, c.ShortNames = []string{"工号", "主页"}, []string{"示例"}
		c.Members[1].Mobile, c.Members[1].Email = "13900000000", "lisi@example.com"
	},
	Defaults: Values{
		"main_department_id": 2, "leader_of_department_ids": []any{}, "department_orders": Values{"2": 0}, "biz_mail": Match("@.*wecom.work$"), "enabled": true, "invite": false,
		"on_destroy": "delete", "status": "not_activated", "deletion_protection": false,
	},
	NotImported: map[string]string{
		"avatar": "WeCom shows an address, and no content", "personal_data_version": "Terraform's own", "on_destroy": "Terraform's own", "invite": "used by a create only",
		"mobile": notDeclared, "email": notDeclared, "address": notDeclared,
	},
	Minimal: Object{
		Values: Values{"id": "lilei", "name": "李雷", "mobile": "13800000001", "department_ids": []any{2}},
		Sends:  []string{`user/create {"userid":"lilei","name":"李雷","mobile":"13800000001","department":[2],"is_leader_in_dept":[0],"to_invite":false}`},
		Calls:  map[string]int{"create": 1, "simplelist": 1, "list_id": 2, "get": 2},
	},
	Maximal: Object{
		Values: Values{
			"id": "LiLei.2@x", "name": "李雷 & <Lei>", "alias": "Lei", "department_ids": []any{2, 3}, "main_department_id": 3, "leader_of_department_ids": []any{3},
			"department_orders": Values{"2": 0, "3": int64(4294967295)}, "direct_leader_id": "zhangsan", "position": "工程师", "gender": "male", "mobile": "13800000001",
			"email": "Lei@example.com", "address": "上海市", "telephone": "021-555,1", "biz_mail": "lei@example.wecom.work", "external_position": "顾问",
			"custom_attributes": Values{"工号": Values{"text": "7"}, "主页": Values{"url": "https://example.com", "title": "主页"}},
			"external_profile":  outside("示例", Values{"主页": Values{"text": "x"}, "工号": Values{"mini_program": Values{"app_id": "wx1", "page": "/a", "title": "小程序"}}}),
			"avatar":            Values{"file": pictures["a"]}, "enabled": true, "deletion_protection": false,
		},
		State: Values{"avatar": avatarOf("a")},
		Sends: []string{"media/upload", "user/create"},
	},
	Edits: []Edit{
		{Name: "name", To: Values{"name": "李磊"}, Sends: []string{memberBody(`"name":"李磊"`)}, Calls: map[string]int{"get": 2, "update": 1}, Same: []string{"biz_mail"}},
		{Name: "id", To: Values{"id": "hanmei"}, Replaced: true, Sends: []string{"user/delete", "user/create"}, InOrder: []string{"delete", "create"},
			Warns: `Account of member "李雷" (lilei) will be lost Replacing member "李雷" (lilei) destroys its account. WeCom cannot change the userid: another ` + "`id` is a new person"},
		{Name: "case of the id", To: Values{"id": "LILEI", "name": "李雷"}, Silent: true, State: Values{"id": "lilei"}},
		{Name: "alias", To: Values{"alias": "Lei"}, Sends: []string{memberBody(`"alias":"Lei"`)}},
		{Name: "another department", To: Values{"department_ids": []any{2, 3}}, State: Values{"department_orders": Values{"2": 0, "3": 0}},
			Sends: []string{memberBody(`"department":[2,3],"order":[0,0],"is_leader_in_dept":[0,0],"main_department":2`)}},
		{Name: "out of the main department", From: Values{"department_ids": []any{2, 3}}, To: Values{"department_ids": []any{3}},
			State: Values{"department_orders": Values{"3": 0}, "main_department_id": 3}, Sends: []string{memberBody(`"department":[3],"order":[0],"is_leader_in_dept":[0]`)}},
		{Name: "main_department_id", From: Values{"department_ids": []any{2, 3}}, To: Values{"main_department_id": 3}, State: Values{"department_orders": Values{"2": 0, "3": 0}},
			Sends: []string{memberBody(`"department":[2,3],"order":[0,0],"is_leader_in_dept":[0,0],"main_department":3`)}},
		{Name: "leader_of_department_ids", To: Values{"leader_of_department_ids": []any{2}}, Sends: []string{memberBody(`"department":[2],"order":[0],"is_leader_in_dept":[1],"main_department":2`)}},
		{Name: "department_orders", From: Values{"department_ids": []any{2, 3}, "department_orders": Values{"2": 5, "3": 7}}, To: Values{"department_orders": Values{"2": 6}},
			Sends: []string{memberBody(`"department":[2,3],"order":[6,7],"is_leader_in_dept":[0,0],"main_department":2`)}},
		{Name: "direct_leader_id", From: Values{"direct_leader_id": "zhangsan"}, To: Values{"direct_leader_id": "lisi"}, Sends: []string{memberBody(`"direct_leader":["lisi"]`)}},
		{Name: "case of the leader", From: Values{"direct_leader_id": "zhangsan"}, To: Values{"direct_leader_id": "ZhangSan"}, Silent: true, State: Values{"direct_leader_id": "zhangsan"}},
		{Name: "position", To: Values{"position": "工程师"}, Sends: []string{memberBody(`"position":"工程师"`)}},
		{Name: "gender", To: Values{"gender": "female"}, Sends: []string{memberBody(`"gender":2`)}},
		{Name: "mobile", To: Values{"mobile": "+852 61234567"}, Sends: []string{memberBody(`"mobile":"+852 61234567"`)}},
		{Name: "mobile with country code", To: Values{"mobile": "+86 138 0000-0001"}, Silent: true, State: Values{"mobile": "13800000001"}},
		{Name: "email", To: Values{"email": "lei@example.com"}, Sends: []string{memberBody(`"email":"lei@example.com"`)}},
		{Name: "address", To: Values{"address": "上海"}, Sends: []string{memberBody(`"address":"上海"`)}},
		{Name: "write-only", From: Values{"mobile": nil, "mobile_wo": "13800000001", "email_wo": "a@example.com", "address_wo": "上海", "personal_data_version": 1},
			To:    Values{"mobile_wo": "13800000002", "email_wo": "b@example.com", "address_wo": "北京", "personal_data_version": 2},
			State: Values{"mobile_wo": nil, "email_wo": nil, "address_wo": nil}, Sends: []string{memberBody(`"mobile":"13800000002","email":"b@example.com","address":"北京"`)}},
		{Name: "write-only of the same version", From: Values{"mobile": nil, "mobile_wo": "13800000001", "personal_data_version": 1}, To: Values{"mobile_wo": "13800000002"}, Silent: true,
			State: Values{"mobile_wo": nil}},
		{Name: "telephone", To: Values{"telephone": "021-1"}, Sends: []string{memberBody(`"telephone":"021-1"`)}},
		{Name: "biz_mail", To: Values{"biz_mail": "lei@example.wecom.work"}, Sends: []string{memberBody(`"biz_mail":"lei@example.wecom.work"`)}},
		{Name: "external_position", To: Values{"external_position": "顾问"}, Sends: []string{memberBody(`"external_position":"顾问"`)}},
		{Name: "a custom attribute", From: Values{"custom_attributes": Values{"工号": Values{"text": "7"}, "主页": Values{"text": "x"}}}, To: Values{"custom_attributes": Values{"工号": Values{"text": "8"}}},
			Sends: []string{memberBody(`"extattr":{"attrs":[{"type":0,"name":"主页","text":{"value":""}},{"type":0,"name":"工号","text":{"value":"8"}}]}`)}},
		{Name: "external_profile", From: Values{"external_profile": outside("示例", Values{"主页": Values{"text": "x"}})}, To: Values{"external_profile": outside("", Values{"工号": Values{"text": "y"}})},
			Sends: []string{memberBody(`"external_profile":{"external_corp_name":"","external_attr":[{"type":0,"name":"主页","text":{"value":""}},{"type":0,"name":"工号","text":{"value":"y"}}]}`)}},
		{Name: "avatar", From: Values{"avatar": Values{"file": pictures["a"]}}, To: Values{"avatar": Values{"file": pictures["b"]}}, State: Values{"avatar": avatarOf("b")},
			Sends: []string{"media/upload", "user/update"}},
		{Name: "enabled", To: Values{"enabled": false}, State: Values{"status": "disabled"}, Sends: []string{memberBody(`"enable":0`)}},
		{Name: "invite", To: Values{"invite": true}, Sends: []string{}},
		{Name: "on_destroy", From: Values{"on_destroy": "forget"}, To: Values{"on_destroy": "delete"}, Sends: []string{}},
	},
	Unset: []Unset{
		{Name: "position, leader and leaderships", From: Values{"position": "工程师", "direct_leader_id": "lisi", "leader_of_department_ids": []any{2}},
			Remove: []string{"position", "direct_leader_id", "leader_of_department_ids"},
			Sends:  []string{memberBody(`"department":[2],"order":[0],"is_leader_in_dept":[0],"direct_leader":[],"main_department":2,"position":""`)}},
		{Name: "external_position", From: Values{"external_position": "顾问"}, Remove: []string{"external_position"}, Sends: []string{memberBody(`"external_position":""`)},
			Switches: func(s *emulator.Switches) { s.MemberEmptyClears = true }},
		{Name: "external_position that stays", From: Values{"external_position": "顾问"}, Remove: []string{"external_position"},
			Refused: `WeCom accepted the empty text and kept "顾问"`},
		{Name: "what is managed only when written", From: Values{
			"alias": "Lei", "gender": "male", "email": "lei@example.com", "address": "上海", "telephone": "021-1", "department_orders": Values{"2": 5},
			"custom_attributes": Values{"工号": Values{"text": "7"}}, "external_profile": outside("示例", nil), "main_department_id": 2,
		},
			Remove: []string{"alias", "gender", "email", "address", "telephone", "department_orders", "custom_attributes", "external_profile", "main_department_id"}, Silent: true,
			State: Values{"alias": "Lei", "gender": "male", "email": "lei@example.com", "address": "上海", "telephone": "021-1", "department_orders": Values{"2": 5},
				"custom_attributes": Values{"工号": Values{"text": "7"}}, "external_profile": outside("示例", nil)},
			Ignored: memberEdit(func(m *emulator.Member) {
				m.Alias, m.Telephone, m.Attributes, m.ExternalProfile = "X", "1", nil, nil
				m.Departments[0].Order = 9
			})},
	},
	Drift: []Drift{
		{Name: "name", Edit: memberEdit(func(m *emulator.Member) { m.Name = "张三丰" }), Sends: []string{`user/update {"userid":"LiLei.2@x","name":"李雷 & <Lei>"}`}},
		{Name: "departments", Edit: func(e *acctest.Env, id string) error { return e.Console().MoveMember(id, 1) }, Sends: []string{"user/update"}},
		{Name: "leaderships", Edit: func(e *acctest.Env, _ string) error { return e.Console().SetDepartmentLeaders(3) }, Sends: []string{"user/update"}},
		{Name: "order", Edit: memberEdit(func(m *emulator.Member) { m.Departments[1].Order = 4 }), Sends: []string{"user/update"}},
		{Name: "texts", Edit: memberEdit(func(m *emulator.Member) {
			m.Alias, m.Position, m.Email, m.Address, m.Telephone, m.ExternalPosition, m.Gender = "", "", "x@example.com", "", "", "", 2
		}), Sends: []string{"user/update"}},
		{Name: "mobile of one who is not activated", Edit: memberEdit(func(m *emulator.Member) { m.Mobile = "13900000009" }), Sends: []string{"user/update"}},
		{Name: "leader", Edit: memberEdit(func(m *emulator.Member) { m.DirectLeader = nil }), Sends: []string{`user/update {"userid":"LiLei.2@x","direct_leader":["zhangsan"]}`}},
		{Name: "disabled", Edit: func(e *acctest.Env, id string) error { return e.Console().DisableMember(id) }, Sends: []string{`user/update {"userid":"LiLei.2@x","enable":1}`}},
		{Name: "attributes", Edit: memberEdit(func(m *emulator.Member) {
			m.Attributes, m.ExternalProfile = m.Attributes[:1], &emulator.ExternalProfile{}
		}), Sends: []string{"user/update"}},
		{Name: "avatar", Edit: memberEdit(func(m *emulator.Member) { m.Avatar = "https://example.com/other" }), Sends: []string{"media/upload", "user/update"}},
	},
	Invalid: []Invalid{
		{"blank in the userid", Values{"id": "li lei"}, `"li lei" is no userid: it contains a blank`, "id"},
		{"Chinese userid", Values{"id": "李雷"}, `"李雷" is no userid`, "id"},
		{"underscore first", Values{"id": "_lilei"}, `"_lilei" is no userid: it begins with "_"`, "id"},
		{"long userid", Values{"id": strings.Repeat("a", 65)}, "is no userid: it has 65 characters", "id"},
		{"empty name", Values{"name": ""}, "the name is empty", "name"},
		{"long name", Values{"name": strings.Repeat("名", 65)}, "has 65 characters; WeCom allows 64", "name"},
		{"neither mobile nor email", Values{"mobile": nil}, `member "李雷" (lilei) is new and needs mobile or email`, "mobile"},
		{"no department", Values{"department_ids": []any{}}, "at least 1 elements", "department_ids"},
		{"101 departments", Values{"department_ids": numbers(101)}, "at most 100 elements, got: 101", "department_ids"},
		{"leader elsewhere", Values{"leader_of_department_ids": []any{3}}, "leader_of_department_ids has 3, which department_ids has not", "leader_of_department_ids"},
		{"main elsewhere", Values{"main_department_id": 3}, "main_department_id is 3, which department_ids has not", "main_department_id"},
		{"order elsewhere", Values{"department_orders": Values{"3": 1}}, "department_orders has department 3, which department_ids has not", "department_orders"},
		{"order of a name", Values{"department_orders": Values{"研发": 1}}, `department_orders has the key "研发", which is no department id`, "department_orders"},
		{"negative order", Values{"department_orders": Values{"2": -1}}, `department_orders["2"] is -1; WeCom takes 0 to 4294967295`, "department_orders"},
		{"half an order", Values{"department_orders": Values{"2": 1.5}}, `department_orders["2"] is 1.5, which is no whole number`, "department_orders"},
		{"strange leader", Values{"direct_leader_id": "a b"}, `"a b" is no userid`, "direct_leader_id"},
		{"long position", Values{"position": strings.Repeat("长", 129)}, "has 129 characters; WeCom allows 128", "position"},
		{"gender in Chinese", Values{"gender": "男"}, `gender is "男"; it must be "male" or "female"`, "gender"},
		{"gender as a number", Values{"gender": "1"}, `WeCom's 1 is "male" here`, "gender"},
		{"mobile of a spreadsheet", Values{"mobile": "1.38E+10"}, "mobile is no mobile number: write digits", "mobile"},
		{"empty mobile", Values{"mobile": ""}, "mobile is empty. To have none, leave the line out or write null", "mobile"},
		{"email without @", Values{"email": "lilei.example.com"}, "email is no email address of 6 to 64 bytes", "email"},
		{"long address", Values{"address": strings.Repeat("长", 129)}, "has 129 characters; WeCom allows 128", "address"},
		{"telephone", Values{"telephone": "extension 7"}, "telephone has other characters than 1 to 32 digits", "telephone"},
		{"biz_mail", Values{"biz_mail": "x"}, "biz_mail is no email address of 6 to 63 bytes", "biz_mail"},
		{"long external position", Values{"external_position": strings.Repeat("长", 13)}, "has 13 characters; WeCom allows 12", "external_position"},
		{"personal data without version", Values{"mobile": nil, "mobile_wo": "13800000001"}, "mobile_wo is set and personal_data_version is not", "mobile_wo"},
		{"personal data twice", Values{"email_wo": "a@example.com", "personal_data_version": 1}, "email_wo is set beside mobile, email or address", "email_wo"},
		{"attribute of two kinds", Values{"custom_attributes": Values{"工号": Values{"text": "7", "url": "https://x", "title": "t"}}}, `The attribute "工号" of custom_attributes has values of two kinds`, "custom_attributes"},
		{"attribute of none", Values{"custom_attributes": Values{"工号": Values{}}}, `The attribute "工号" of custom_attributes has no value`, "custom_attributes"},
		{"half a web page", Values{"custom_attributes": Values{"主页": Values{"url": "https://x"}}}, `The attribute "主页" of custom_attributes is a web page and needs both url and title`, "custom_attributes"},
		{"web page without https", Values{"custom_attributes": Values{"主页": Values{"url": "example.com", "title": "t"}}}, "has a url without http:// or https://", "custom_attributes"},
		{"long attribute", Values{"external_profile": outside("", Values{"工号": Values{"text": strings.Repeat("长", 33)}})}, "has a text of 33 characters; WeCom allows 32", "external_profile"},
		{"avatar of text", Values{"avatar": Values{"file": pictures["text"]}}, "which is no JPG or PNG", "avatar"},
		{"avatar without source", Values{"avatar": Values{}}, "names neither file nor media_id", "avatar"},
		{"on_destroy", Values{"on_destroy": "keep"}, `on_destroy is "keep"; it must be "delete", "disable" or "forget"`, "on_destroy"},
	},
	Refused: []Refused{
		{Name: "userid taken", Values: Values{"id": "ZhangSan"}, Says: []string{"A member with this userid exists already", "terraform import <address> <userid>"}},
		{Name: "mobile taken", Values: Values{"mobile": "139 0000 0000"}, Says: []string{"the mobile number belongs to the member lisi", "Each member needs one of their own"}},
		{Name: "email taken", Values: Values{"email": "LISI@example.com"}, Says: []string{"the email belongs to the member lisi"}},
		{Name: "no such department", Values: Values{"department_ids": []any{2, 99}}, Says: []string{"department 99 does not exist", "WeCom would make a department of that id"}},
		{Name: "no such leader", Values: Values{"direct_leader_id": "nobody"}, Says: []string{"The direct leader (直属上级) does not exist or has left"}},
		{Name: "short name", Values: Values{"external_profile": outside("别的", nil)}, Says: []string{"The short name of the corp is not one of the approved ones"}},
		{Name: "without contacts_secret", Credentials: fmt.Sprintf("secret = %q", acctest.AppSecret), Says: []string{"WeCom lets only contacts_secret, of 通讯录同步, write members"}},
		{Name: "read only", Corp: func(c *emulator.Corp) { c.Apps[0].ReadOnly = true }, Says: []string{"switch 通讯录同步 to API editing (not read-only)"}},
		{Name: "account limit", Fault: &emulator.Fault{Path: "user/create", Kind: emulator.FaultError, Code: 45024}, Says: []string{"The corp has as many members as it may have"}},
		{Name: "expired avatar", Values: Values{"avatar": Values{"media_id": "nobody"}}, Says: []string{"The media id of the picture is wrong, has expired"}},
	},
	Partial: []Partial{{
		Name: "reading back", Warned: true, Says: "created but not read back", Sends: []string{"user/create"}, Finishes: []string{},
		Faults: []emulator.Fault{{Path: "user/get", Kind: emulator.FaultServerError, Times: 20}},
	}},
	WrongIDs: map[string]string{"李雷": "A member is imported by the userid", "nobody": "Cannot import non-existent remote object"},
	Loss: Loss{
		Destroy: `Account of member "李雷" (lilei) will be lost Destroying member "李雷" (lilei) destroys its account. The person can no longer log in once this plan is applied.`,
		Refused: "it needs contacts_secret, of 通讯录同步", Page: "Console: 管理工具 → 通讯录同步",
	},
	Objects: func(c emulator.Corp) map[string]any {
		out := map[string]any{}
		for _, m := range c.Members {
			if id := m.UserID; id != "zhangsan" && id != "lisi" {
				// Departments are a set to Terraform, and so are attributes.
				m.UserID = ""
				slices.SortFunc(m.Departments, func(a, b emulator.Membership) int { return int(a.Department - b.Department) })
				out[id] = m
			}
		}
		return out
	},
	Delete:   func(e *acctest.Env, id string) error { return e.Console().DeleteMember(id) },
	Calls:    Calls{Create: "user/create", Update: "user/update", Delete: "user/delete", Reads: []string{"user/get"}},
	Looks:    []string{"user/get", "user/list_id"},
	Families: []string{"directory"},
	Lag:      5, LagUpdates: true,
	// An answer of the old form shows no web page, so an import does not know one.
	Blind: map[string][]string{"AttributesBare=true": {"custom_attributes"}},
	Many: func(i int) Values {
		return Values{"id": fmt.Sprint("user", i), "name": fmt.Sprint("成员", i), "email": fmt.Sprintf("user%d@example.com", i), "department_ids": []any{2}}
	},
	Refresh: func(int) int { return 3 },
	Hostile: acctest.Hostile{ID: "li", Config: `{"id":"li","name":"李","mobile":"13800000001","department_ids":[1],"leader_of_department_ids":[],"enabled":true,"deletion_protection":false}`, Answers: []string{
		hostileMember, `{"errcode":0,"userid":"li","name":"李","department":[1]}`, `{"errcode":48009}` + acctest.AnswerEnd + `{"errcode":0,"dept_user":[{"userid":"LI","department":1}]}`,
		`{"errcode":0,"userid":"li","department":null,"gender":"9","status":"x","extattr":[],"external_profile":{"external_attr":{}}}`,
		`{"errcode":60111,"department":[]}`, `{"errcode":60104,"errmsg":"mobile existed:zhang"}`,
		`{"errcode":0,"created_department_list":{"department_info":[{"id":7}]}}` + acctest.AnswerEnd + hostileMember,
	}},
})

const hostileMember = `{"errcode":0,"errmsg":"ok","userid":"li","name":"李","department":[1],"order":[3],"is_leader_in_dept":[1],"main_department":1,"mobile":"13800000001",` +
	`"gender":"1","status":4,"enable":1,"avatar":"","direct_leader":["zhang"],"extattr":{"attrs":[{"type":0,"name":"工号","value":"7","text":{"value":"7"}}]}}`
