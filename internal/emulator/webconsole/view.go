// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package webconsole

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// calls is the tab of the API calls; all others are those of the nouns.
const calls = "calls"

func allTabs() []emulator.Tab {
	return append(emulator.Tabs(), emulator.Tab{Key: calls, Title: "接口调用|API calls"})
}

func tabOf(key string) *emulator.Tab {
	for _, t := range allTabs() {
		if t.Key == key {
			return &t
		}
	}
	return nil
}

const (
	shownDepartments = 2000 // of a larger tree, the rest is counted
	shownCalls       = 200
	recentCalls      = 6
	offeredNames     = 500 // entries of the lists that help to fill in ids
)

// view is what the templates see.
type view struct {
	Corp     emulator.Corp
	Revision int64
	Tab      string
	Tabs     []tabView
	Failed   error
	Lang     lang
	Calls    []callView
	Root     *node
	Hidden   int // departments that are not shown
	Body     template.HTML

	objects any    // of the tab, where it has no template of its own
	address string // of this emulator

	names map[int64]string
	users map[string]string
}

type tabView struct {
	Key, Title string
	Count      int
}

type node struct {
	emulator.Department
	Leaders  []string     `json:"leaders"`
	Members  []memberView `json:"-"`
	Children []*node      `json:"-"`
	Depth    int          `json:"-"`
}

type memberView struct {
	emulator.Member
	In     []int64 `json:"in"`
	Leader bool    `json:"-"`
}

type callView struct {
	emulator.Request
	At, Text string
}

func newView(srv *emulator.Server, t *emulator.Tab, l lang, address string) *view {
	v := &view{
		Revision: srv.Revision(), // before the corp: an edit in between shows a second later
		Corp:     srv.Corp(), Tab: t.Key, Lang: l, address: address,
		names: map[int64]string{}, users: map[string]string{},
	}
	for _, d := range v.Corp.Departments {
		v.names[d.ID] = d.Name
	}
	for _, m := range v.Corp.Members {
		v.users[m.UserID] = m.Name
	}
	v.sortTags()
	log := srv.Requests()
	for _, t := range allTabs() {
		count := len(log)
		if t.Count != nil {
			count = t.Count(&v.Corp)
		}
		v.Tabs = append(v.Tabs, tabView{t.Key, t.Title.Pick(l == chinese), count})
	}
	if t.Objects != nil {
		v.objects = t.Objects(&v.Corp)
	}
	shown := recentCalls
	if t.Key == calls {
		shown = shownCalls
	}
	for i := len(log) - 1; i >= max(0, len(log)-shown); i-- {
		v.Calls = append(v.Calls, callView{log[i], log[i].Time.In(china).Format("15:04:05"), readable(log[i])})
	}
	if t.Key == emulator.TabDirectory {
		v.tree()
	}
	return v
}

func readable(r emulator.Request) string {
	var out []string
	for _, key := range slices.Sorted(maps.Keys(r.Query)) {
		out = append(out, key+"="+strings.Join(r.Query[key], ","))
	}
	if len(r.Body) > 0 {
		out = append(out, string(r.Body))
	}
	return strings.Join(out, " ")
}

// tree hangs departments and members below the root, larger orders first as the console shows them.
func (v *view) tree() {
	nodes := map[int64]*node{}
	for _, d := range v.Corp.Departments {
		nodes[d.ID] = &node{Department: d}
	}
	v.Root = nodes[emulator.RootID]
	for _, d := range v.Corp.Departments {
		if parent := nodes[d.ParentID]; parent != nil {
			parent.Children = append(parent.Children, nodes[d.ID])
		}
	}
	for _, m := range v.Corp.Members {
		var in []int64
		for _, place := range m.Departments {
			in = append(in, place.Department)
		}
		for _, place := range m.Departments {
			n := nodes[place.Department]
			n.Members = append(n.Members, memberView{m, in, place.Leader})
			if place.Leader {
				n.Leaders = append(n.Leaders, m.UserID)
			}
		}
	}
	left := shownDepartments
	v.cut(v.Root, 0, &left)
}

// cut sorts the children and leaves out what is beyond the number shown.
func (v *view) cut(n *node, depth int, left *int) {
	n.Depth = depth
	*left--
	slices.SortStableFunc(n.Children, func(a, b *node) int { return cmp.Compare(b.Order, a.Order) })
	for i, child := range n.Children {
		if *left <= 0 {
			for _, c := range n.Children[i:] {
				v.Hidden += size(c)
			}
			n.Children = n.Children[:i]
			return
		}
		v.cut(child, depth+1, left)
	}
}

func size(n *node) int {
	sum := 1
	for _, c := range n.Children {
		sum += size(c)
	}
	return sum
}

// sortTags gives groups and tags the order of WeCom's console: the larger number first.
func (v *view) sortTags() {
	groups := v.Corp.TagGroups
	slices.SortStableFunc(groups, func(a, b emulator.TagGroup) int { return cmp.Compare(b.Order, a.Order) })
	for i := range groups {
		slices.SortStableFunc(groups[i].Tags, func(a, b emulator.Tag) int { return cmp.Compare(b.Order, a.Order) })
	}
}

// providerView is the provider block for one app.
type providerView struct{ App, Block string }

// Providers are provider blocks that point here, one for each self-built app, with what an app without any needs.
func (v *view) Providers() []providerView {
	contacts := ""
	for _, a := range v.Corp.Apps {
		if a.Kind == emulator.AppContacts {
			contacts = a.Secret
		}
	}
	var out []providerView
	for _, a := range v.Corp.Apps {
		if a.Kind == emulator.AppSelfBuilt {
			out = append(out, providerView{a.Name, fmt.Sprintf("provider \"wecom\" {\n  endpoint        = %q\n  corp_id         = %q\n  secret          = %q\n  contacts_secret = %q\n}",
				v.address, v.Corp.CorpID, a.Secret, contacts)})
		}
	}
	return out
}

// T is the text in the language of the page.
func (v *view) T(zh, en string) string { return v.Lang.pick(zh, en) }

// china has the time of WeCom's console.
var china = time.FixedZone("CST", 8*60*60)

// Time shows a Unix time in the time of China.
func (v *view) Time(unix int64) string {
	if unix == 0 {
		return ""
	}
	return time.Unix(unix, 0).In(china).Format("2006-01-02 15:04")
}

// Maker says who made an object.
func (v *view) Maker(owner string) string {
	if owner == "" {
		return v.T("管理后台", "console")
	}
	return v.T("应用 ", "app ") + owner
}

// Users shows members with their names.
func (v *view) Users(ids []string) string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		if name := v.users[id]; name != "" {
			id = name + " (" + id + ")"
		}
		out = append(out, id)
	}
	return strings.Join(out, v.T("、", ", "))
}

// Departments shows departments with their names.
func (v *view) Departments(ids []int64) string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s (%d)", v.names[id], id)))
	}
	return strings.Join(out, v.T("、", ", "))
}

// Words shows texts one after another.
func (v *view) Words(list []string) string { return strings.Join(list, v.T("、", ", ")) }

// Choice shows the text of one of the numbers that a field of an object may have.
func (v *view) Choice(object any, field string) string {
	of := reflect.ValueOf(object)
	f, _ := of.Type().FieldByName(field)
	return v.chosen(f, []int64{of.FieldByName(field).Int()})
}

// chosen are the texts of numbers of a field.
func (v *view) chosen(f reflect.StructField, numbers []int64) string {
	out := make([]string, 0, len(numbers))
	for _, n := range numbers {
		text := fmt.Sprint(n)
		for _, c := range core.Choices(f) {
			if c.Value == n {
				text = v.Text(c.Label)
			}
		}
		out = append(out, text)
	}
	return v.Words(out)
}

// cell is one value of an object with its label.
type cell struct{ Label, Text string }

// Cells are the values of an object that its form edits.
func (v *view) Cells(object any) []cell {
	var out []cell
	of := reflect.ValueOf(object)
	for i := range of.NumField() {
		f, value := of.Type().Field(i), of.Field(i).Interface()
		label := v.Text(core.Text(cmp.Or(f.Tag.Get("form"), f.Tag.Get("show"))))
		if label == "" {
			continue
		}
		text := fmt.Sprint(value)
		switch value := value.(type) {
		case []int64:
			if text = v.Departments(value); len(core.Choices(f)) > 0 {
				text = v.chosen(f, value)
			}
		case []string:
			if text = v.Words(value); f.Tag.Get("input") == string(core.FieldUsers) {
				text = v.Users(value)
			}
		case int64:
			text = v.Choice(object, f.Name)
		}
		out = append(out, cell{label, text})
	}
	return out
}

// objectView is an object on a tab without a template of its own.
type objectView struct {
	ID, Maker, Made string
	Cells           []cell
	Forms           []*formView
}

// NewForms are the forms of a tab that make something, or that are about no object of it.
func (v *view) NewForms() ([]*formView, error) {
	return v.forms(nil, func(op core.Operation) bool { return !op.OfObject() })
}

// Objects are those of a tab without a template of its own: id, values, maker and forms.
func (v *view) Objects() ([]objectView, error) {
	all := reflect.ValueOf(v.objects)
	out := make([]objectView, 0, all.Len())
	for i := range all.Len() {
		o := all.Index(i)
		forms, err := v.forms(o.Interface(), core.Operation.OfObject)
		if err != nil {
			return nil, err
		}
		row := objectView{ID: fmt.Sprint(o.Field(0).Interface()), Cells: v.Cells(o.Interface()), Forms: forms}
		if f := o.FieldByName("Owner"); f.IsValid() {
			row.Maker = v.Maker(f.String())
		}
		if f := o.FieldByName("CreateTime"); f.IsValid() {
			row.Made = v.Time(f.Int())
		}
		out = append(out, row)
	}
	return out, nil
}

func (v *view) forms(object any, fits func(core.Operation) bool) ([]*formView, error) {
	var out []*formView
	for _, op := range emulator.Operations() {
		if op.Tab == v.Tab && op.Title != "" && fits(op) {
			f, err := v.Form(op.Name, object)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
		}
	}
	return out, nil
}

// OfferedDepartments and OfferedMembers help to fill in ids.
func (v *view) OfferedDepartments() []emulator.Department {
	return v.Corp.Departments[:min(len(v.Corp.Departments), offeredNames)]
}

// OfferedMembers is the same for members.
func (v *view) OfferedMembers() []emulator.Member {
	return v.Corp.Members[:min(len(v.Corp.Members), offeredNames)]
}

// formView is a form filled with the values of one object.
type formView struct {
	Operation, Title, Ask string
	Danger                bool
	Fields                []fieldView
}

type fieldView struct {
	Arg, Label, Value, List string
	Kind                    core.FieldKind
	Checked                 bool
	Options                 []optionView
}

type optionView struct {
	Value    int64
	Label    string
	Selected bool
}

// Form is the form of an operation on an object; nil for none.
func (v *view) Form(operation string, object any) (*formView, error) {
	op, ok := operationOf(operation)
	if !ok {
		return nil, fmt.Errorf("no form %q", operation)
	}
	values := map[string]any{}
	if object != nil {
		raw, err := json.Marshal(object)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, &values); err != nil {
			return nil, err
		}
	}
	out := &formView{Operation: operation, Title: v.Text(op.Title), Danger: op.Risky}
	if op.Risky {
		out.Ask = v.T("确定？此操作不可撤销。", "Really? This cannot be undone.")
	}
	for _, f := range op.Fields() {
		out.Fields = append(out.Fields, v.field(f, values))
	}
	return out, nil
}

// Text is a text of the emulator in the language of the page.
func (v *view) Text(t core.Text) string { return t.Pick(v.Lang == chinese) }

func (v *view) field(f core.Field, values map[string]any) fieldView {
	between := ", "
	if f.Kind == core.FieldWords {
		between = "\n"
	}
	out := fieldView{Arg: f.Arg, Label: v.Text(f.Label), Kind: f.Kind, Value: f.Preset}
	if f.From != "" {
		out.Value = shown(values[f.From], between)
	}
	out.Checked = out.Value == "true"
	for _, o := range f.Options {
		out.Options = append(out.Options, optionView{o.Value, v.Text(o.Label), fmt.Sprint(o.Value) == out.Value})
	}
	out.List = map[core.FieldKind]string{core.FieldDepartment: "departments", core.FieldDepartments: "departments", core.FieldUsers: "members"}[f.Kind]
	return out
}

// shown writes a value as the fields take it back, lists with the text between their parts.
func shown(v any, between string) string {
	switch v := v.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		out := make([]string, 0, len(v))
		for _, item := range v {
			out = append(out, shown(item, between))
		}
		return strings.Join(out, between)
	}
	return fmt.Sprint(v)
}

// place is a node on its way through the template that calls itself.
type place struct {
	View *view
	Node *node
}

// At goes on with a node.
func (v *view) At(n *node) place { return place{v, n} }
