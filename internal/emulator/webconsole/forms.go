// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package webconsole

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
)

// kind is how a field is shown and read.
type kind string

const (
	text        kind = "text"
	whole       kind = "number" // a whole number
	check       kind = "check"
	choice      kind = "choice"
	users       kind = "users"       // userids between commas
	departments kind = "departments" // department ids between commas
	department  kind = "department"
	words       kind = "words" // one text in each line
)

// field is one value of a form.
type field struct {
	arg    string // where it goes in the arguments of the operation, such as change.remark
	from   string // the key of the shown object that it starts with; "" starts empty
	zh, en string // "" for a value that is sent and not shown
	kind   kind
	preset any // where there is no object to start from
	any    []option
}

type option struct {
	value  int64
	zh, en string
}

// form is one edit: an operation of the emulator's console.
type form struct {
	tab, operation string
	zh, en         string
	danger         bool // asks before it is sent
	fields         []field
}

func (f *form) title(l lang) string { return l.pick(f.zh, f.en) }

func hidden(arg, from string, k kind) field { return field{arg: arg, from: from, kind: k} }

var (
	wayTypes    = []option{{1, "单人", "single"}, {2, "多人", "multi"}}
	wayScenes   = []option{{2, "二维码", "QR code"}, {1, "小程序", "mini program"}}
	ruleActions = []option{{1, "警告并拦截发送", "warn and block"}, {2, "仅发警告", "warn only"}}
)

// forms are all edits that the page offers.
var forms = []form{
	{directory, "create_department", "添加子部门", "Add sub-department", false, []field{
		hidden("parent", "id", whole), {"name", "", "名称", "Name", text, nil, nil},
	}},
	{directory, "rename_department", "修改名称", "Rename", false, []field{
		hidden("department", "id", whole), {"name", "name", "名称", "Name", text, nil, nil},
	}},
	{directory, "set_department_name_en", "英文名称", "English name", false, []field{
		hidden("department", "id", whole), {"name_en", "name_en", "英文名称", "English name", text, nil, nil},
	}},
	{directory, "move_department", "调整上级部门", "Move", false, []field{
		hidden("department", "id", whole), {"parent", "parent_id", "上级部门", "Parent department", department, nil, nil},
	}},
	{directory, "set_department_order", "调整次序", "Reorder", false, []field{
		hidden("department", "id", whole), {"order", "order", "次序（大者在前）", "Order (larger first)", whole, nil, nil},
	}},
	{directory, "set_department_leaders", "部门负责人", "Leaders", false, []field{
		hidden("department", "id", whole), {"users", "leaders", "成员账号", "Userids", users, nil, nil},
	}},
	{directory, "delete_department", "删除部门", "Delete department", true, []field{hidden("department", "id", whole)}},
	{directory, "add_member", "添加成员", "Add member", false, []field{
		{"member.userid", "", "账号", "Userid", text, nil, nil}, {"member.name", "", "姓名", "Name", text, nil, nil},
		hidden("member.departments.0.department", "id", whole),
		{"member.customer_contact", "", "可使用客户联系", "May use customer contact", check, true, nil},
		{"member.real_name_verified", "", "已实名", "Real name verified", check, true, nil},
	}},
	{directory, "move_member", "调整部门", "Move", false, []field{
		hidden("userid", "userid", text), {"departments", "in", "部门", "Departments", departments, nil, nil},
	}},
	{directory, "delete_member", "删除成员", "Delete member", true, []field{hidden("userid", "userid", text)}},

	{tags, "create_tag_group", "新建标签组", "Add tag group", false, []field{
		{"name", "", "标签组名称", "Group name", text, nil, nil}, {"tags", "", "标签", "Tags", words, nil, nil},
	}},
	{tags, "rename_tag_group", "修改名称", "Rename", false, []field{
		hidden("group", "id", text), {"name", "name", "名称", "Name", text, nil, nil},
	}},
	{tags, "reorder_tag_group", "调整次序", "Reorder", false, []field{
		hidden("group", "id", text), {"order", "order", "次序（大者在前）", "Order (larger first)", whole, nil, nil},
	}},
	{tags, "add_tag", "添加标签", "Add tag", false, []field{
		hidden("group", "id", text), {"name", "", "标签名称", "Tag name", text, nil, nil},
	}},
	{tags, "delete_tag_group", "删除标签组", "Delete group", true, []field{hidden("group", "id", text)}},
	{tags, "rename_tag", "修改名称", "Rename", false, []field{
		hidden("id", "id", text), {"name", "name", "名称", "Name", text, nil, nil},
	}},
	{tags, "reorder_tag", "调整次序", "Reorder", false, []field{
		hidden("id", "id", text), {"order", "order", "次序（大者在前）", "Order (larger first)", whole, nil, nil},
	}},
	{tags, "delete_tag", "删除标签", "Delete tag", true, []field{hidden("id", "id", text)}},

	{ways, "add_contact_way", "新建联系我", "Add contact way", false, []field{
		{"contact_way.type", "", "类型", "Type", choice, int64(1), wayTypes},
		{"contact_way.scene", "", "场景", "Scene", choice, int64(2), wayScenes},
		{"contact_way.remark", "", "备注", "Remark", text, nil, nil}, {"contact_way.state", "", "渠道", "State", text, nil, nil},
		{"contact_way.users", "", "使用成员", "Userids", users, nil, nil},
		{"contact_way.departments", "", "使用部门", "Departments", departments, nil, nil},
		{"contact_way.skip_verify", "", "添加时无需验证", "No approval needed", check, true, nil},
	}},
	{ways, "update_contact_way", "编辑", "Edit", false, []field{
		hidden("id", "config_id", text),
		{"change.remark", "remark", "备注", "Remark", text, nil, nil}, {"change.state", "state", "渠道", "State", text, nil, nil},
		{"change.users", "users", "使用成员", "Userids", users, nil, nil},
		{"change.departments", "departments", "使用部门", "Departments", departments, nil, nil},
		{"change.skip_verify", "skip_verify", "添加时无需验证", "No approval needed", check, nil, nil},
		{"change.mark_source", "mark_source", "标记来源", "Mark source", check, nil, nil},
	}},
	{ways, "delete_contact_way", "删除（二维码失效）", "Delete (its code dies)", true, []field{hidden("id", "config_id", text)}},

	{links, "add_acquisition_link", "新建获客链接", "Add link", false, []field{
		{"link.link_name", "", "名称", "Name", text, nil, nil}, {"link.users", "", "使用成员", "Userids", users, nil, nil},
		{"link.departments", "", "使用部门", "Departments", departments, nil, nil},
		{"link.skip_verify", "", "添加时无需验证", "No approval needed", check, true, nil},
	}},
	{links, "update_acquisition_link", "编辑", "Edit", false, []field{
		hidden("id", "link_id", text), {"change.link_name", "link_name", "名称", "Name", text, nil, nil},
		{"change.users", "users", "使用成员", "Userids", users, nil, nil},
		{"change.departments", "departments", "使用部门", "Departments", departments, nil, nil},
		{"change.skip_verify", "skip_verify", "添加时无需验证", "No approval needed", check, nil, nil},
		{"change.mark_source", "mark_source", "标记来源", "Mark source", check, nil, nil},
	}},
	{links, "delete_acquisition_link", "删除（链接失效）", "Delete (the link dies)", true, []field{hidden("id", "link_id", text)}},

	{rules, "add_intercept_rule", "新建敏感词规则", "Add rule", false, []field{
		{"rule.rule_name", "", "名称", "Name", text, nil, nil}, {"rule.words", "", "敏感词", "Words", words, nil, nil},
		{"rule.intercept_type", "", "处理", "Action", choice, int64(1), ruleActions},
		{"rule.users", "", "适用成员", "Userids", users, nil, nil}, {"rule.departments", "", "适用部门", "Departments", departments, nil, nil},
	}},
	{rules, "update_intercept_rule", "编辑", "Edit", false, []field{
		hidden("id", "rule_id", text), {"change.rule_name", "rule_name", "名称", "Name", text, nil, nil},
		{"change.words", "words", "敏感词", "Words", words, nil, nil},
		{"change.intercept_type", "intercept_type", "处理", "Action", choice, nil, ruleActions},
		{"change.users", "users", "适用成员", "Userids", users, nil, nil},
		{"change.departments", "departments", "适用部门", "Departments", departments, nil, nil},
	}},
	{rules, "delete_intercept_rule", "删除规则", "Delete rule", true, []field{hidden("id", "rule_id", text)}},

	{apps, "set_visible_range", "可见范围", "Visible range", false, []field{
		hidden("app", "name", text), {"departments", "visible_departments", "部门", "Departments", departments, nil, nil},
		{"users", "visible_users", "成员", "Userids", users, nil, nil},
	}},
	{apps, "set_trusted_ips", "企业可信IP", "Trusted IPs", false, []field{
		hidden("app", "name", text), {"ips", "trusted_ips", "IP（空为不限）", "Addresses (none: no check)", words, nil, nil},
	}},
	{apps, "set_customer_contact", "客户联系：可调用接口的应用", "May call the customer contact API", false, []field{
		hidden("app", "name", text), {"on", "customer_contact", "可调用", "Allowed", check, nil, nil},
	}},
	{apps, "set_read_only", "通讯录同步：只读", "Contact sync: read only", false, []field{
		hidden("app", "name", text), {"on", "read_only", "只读", "Read only", check, nil, nil},
	}},
}

func formOf(operation string) *form {
	for i := range forms {
		if forms[i].operation == operation {
			return &forms[i]
		}
	}
	return nil
}

// arguments makes the JSON of the operation from what the browser sent.
func (f *form) arguments(sent url.Values) ([]byte, error) {
	args := map[string]any{}
	for _, fl := range f.fields {
		v, err := fl.read(sent)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", fl.en, err)
		}
		put(args, strings.Split(fl.arg, "."), v)
	}
	return json.Marshal(args)
}

// put lays v at the end of path; the step 0 stands for the only element of a list.
func put(into map[string]any, path []string, v any) {
	if len(path) == 1 {
		into[path[0]] = v
		return
	}
	inner := map[string]any{}
	if path[1] == "0" {
		put(inner, path[2:], v)
		into[path[0]] = []any{inner}
		return
	}
	if old, ok := into[path[0]].(map[string]any); ok {
		inner = old
	}
	into[path[0]] = inner
	put(inner, path[1:], v)
}

func (fl field) read(sent url.Values) (any, error) {
	raw := sent.Get(fl.arg)
	switch fl.kind {
	case whole, department, choice:
		return number(raw)
	case check:
		return raw != "", nil
	case users:
		return parts(raw, ",，、\n"), nil
	case words:
		return parts(raw, "\n"), nil
	case departments:
		ids := []int64{}
		for _, part := range parts(raw, ",，、\n") {
			n, err := number(part)
			if err != nil {
				return nil, err
			}
			ids = append(ids, n)
		}
		return ids, nil
	case text:
	}
	return raw, nil
}

// parts splits at any of the marks, and drops blanks around and empty parts.
func parts(raw, marks string) []string {
	out := []string{}
	for _, part := range strings.FieldsFunc(raw, func(r rune) bool { return strings.ContainsRune(marks, r) }) {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
