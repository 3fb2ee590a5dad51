// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

// Nodes are members and departments below a parent: those of a tag, of an account of customer service.
type Nodes struct {
	UserIDs       []string
	DepartmentIDs []int64
}

// Empty reports whether n names nobody.
func (n Nodes) Empty() bool { return len(n.UserIDs)+len(n.DepartmentIDs) == 0 }

// Without are the nodes of n that o lacks. Userids compare without case, as WeCom does it.
func (n Nodes) Without(o Nodes) Nodes { return n.split(o, false) }

// Within are the nodes of n that o has, too, in the spelling of n.
func (n Nodes) Within(o Nodes) Nodes { return n.split(o, true) }

// Plus are the nodes of n, and those that only o has.
func (n Nodes) Plus(o Nodes) Nodes {
	more := o.Without(n)
	return Nodes{slices.Concat(n.UserIDs, more.UserIDs), slices.Concat(n.DepartmentIDs, more.DepartmentIDs)}
}

func (n Nodes) split(o Nodes, within bool) (out Nodes) {
	users, departments := make(map[string]bool, len(o.UserIDs)), make(map[int64]bool, len(o.DepartmentIDs))
	for _, id := range o.UserIDs {
		users[strings.ToLower(id)] = true
	}
	for _, id := range o.DepartmentIDs {
		departments[id] = true
	}
	for _, id := range n.UserIDs {
		if users[strings.ToLower(id)] == within {
			out.UserIDs = append(out.UserIDs, id)
		}
	}
	for _, id := range n.DepartmentIDs {
		if departments[id] == within {
			out.DepartmentIDs = append(out.DepartmentIDs, id)
		}
	}
	return out
}

// Chunks cuts n into parts of at most so many users and departments, for calls that take no more. Each part has both as
// long as there are both.
func (n Nodes) Chunks(users, departments int) (parts []Nodes) {
	for !n.Empty() {
		u, d := min(users, len(n.UserIDs)), min(departments, len(n.DepartmentIDs))
		parts = append(parts, Nodes{n.UserIDs[:u:u], n.DepartmentIDs[:d:d]})
		n.UserIDs, n.DepartmentIDs = n.UserIDs[u:], n.DepartmentIDs[d:]
	}
	return parts
}

// String names the nodes for a message, each of them: `user_ids lisi, wangwu; department_ids 3`.
func (n Nodes) String() string {
	var parts []string
	if len(n.UserIDs) > 0 {
		parts = append(parts, "user_ids "+strings.Join(n.UserIDs, ", "))
	}
	if len(n.DepartmentIDs) > 0 {
		parts = append(parts, "department_ids "+strings.Join(n.departments(), ", "))
	}
	return strings.Join(parts, "; ")
}

func (n Nodes) departments() []string {
	out := make([]string, 0, len(n.DepartmentIDs))
	for _, id := range n.DepartmentIDs {
		out = append(out, strconv.FormatInt(id, 10))
	}
	return out
}

// Relation is embedded by states that hold nodes below a parent. A set that is null is not managed.
//
// An apply adds and takes off exactly what its plan shows, never more: `exclusive` decides what a refresh shows, and
// thereby what the next plan takes off. With it a refresh shows everyone who is there; without it only those whom this
// resource declared, so that whom others added is left alone. That is why a create, and an update that turns
// `exclusive` on, takes nobody off: its plan could not show it.
type Relation struct {
	UserIDs       field.Set  `tfsdk:"user_ids"`
	DepartmentIDs field.Set  `tfsdk:"department_ids"`
	Exclusive     types.Bool `tfsdk:"exclusive"`
}

// ExclusiveField is the attribute exclusive; of is where the nodes are, such as "the tag".
func ExclusiveField(of string, usual bool) field.Field {
	return field.Flag("exclusive", fmt.Sprintf("Whether nobody else may be in %s: with `true` a refresh shows everyone who is there, and the plan takes off whom the "+
		"configuration does not name; with `false` whom others added is left alone", of), "", field.Default(usual), field.Hidden,
		field.Note("It concerns the sets that are written. An apply takes off only whom its plan shows: a create, and the apply that turns `exclusive` on, takes off nobody; the plan after it does."))
}

// Declared are the nodes of the sets; none of a set that is null.
func (m *Relation) Declared() Nodes {
	return Nodes{m.UserIDs.Strings(), m.DepartmentIDs.Numbers()}
}

// managed are the nodes of n in sets that are managed.
func (m *Relation) managed(n Nodes) Nodes {
	if m.UserIDs.IsNull() {
		n.UserIDs = nil
	}
	if m.DepartmentIDs.IsNull() {
		n.DepartmentIDs = nil
	}
	return n
}

// Show takes over what WeCom has: FromAPI of the noun calls it. usual is the default of exclusive.
func (m *Relation) Show(r *Run, have Nodes, usual bool) {
	fresh := m.Exclusive.IsNull() // nobody had a state of it: an import, a list, a data source
	switch {
	case fresh:
		m.Exclusive = types.BoolValue(usual)
	case !m.Exclusive.ValueBool():
		have = have.Within(m.Declared())
	}
	m.take(have, func(s field.Set, n int) bool {
		return !s.IsNull() || fresh && (n > 0 || r.Op == "data")
	})
}

func (m *Relation) take(have Nodes, shows func(s field.Set, n int) bool) {
	if shows(m.UserIDs, len(have.UserIDs)) {
		m.UserIDs = field.UsersSet(have.UserIDs, m.UserIDs)
	}
	if shows(m.DepartmentIDs, len(have.DepartmentIDs)) {
		m.DepartmentIDs = field.NumbersSet(have.DepartmentIDs)
	}
}

// Difference is what leads from state, nil for none, to m. imported says that the nodes of state come from an import:
// unless exclusive, those whom m does not name were declared by nobody and stay.
func (m *Relation) Difference(state *Relation, imported bool) (add, remove Nodes) {
	if state == nil {
		return m.Declared(), Nodes{}
	}
	add = m.Declared().Without(state.Declared())
	if !imported || m.Exclusive.ValueBool() {
		remove = m.managed(state.Declared().Without(m.Declared()))
	}
	return add, remove
}

// Reached makes m, the plan of an update of state that did not succeed as a whole, what was reached: have is what WeCom
// has now.
func (m *Relation) Reached(state *Relation, have Nodes) {
	named := m.Declared().Plus(state.Declared())
	if !m.Exclusive.ValueBool() {
		have = have.Within(named)
	}
	have.UserIDs = field.Respell(have.UserIDs, named.UserIDs)
	m.take(have, func(s field.Set, _ int) bool { return !s.IsNull() })
}

// Beyond are those whom the next plan takes off: with exclusive, who is there beside the declared ones.
func (m *Relation) Beyond(have Nodes) Nodes {
	if !m.Exclusive.ValueBool() {
		return Nodes{}
	}
	return m.managed(have.Without(m.Declared()))
}

// relationNote is what the private state knows of a relation.
type relationNote struct {
	// Imported: no configuration has declared the nodes of the state.
	Imported bool `json:"imported,omitempty"`
	// Who tells this resource apart from others below the same parent.
	Who string `json:"who"`
}

const relationKey = "relation"

// NoteRelation is called by Seen of the noun and notes that the nodes come from an import.
func NoteRelation(r *Run, before *Relation) {
	if r.Op == "read" && before.Exclusive.IsNull() {
		Remember(r, relationKey, relationNote{Imported: true, Who: rand.Text()})
	}
}

// Imported reports whether the nodes of the state come from an import, and no update has been since.
func Imported(r *Run) bool { return Recall[relationNote](r, relationKey).Imported }

// ForgetImport is for an update that succeeded.
func ForgetImport(r *Run) {
	if n := Recall[relationNote](r, relationKey); n.Imported {
		n.Imported = false
		Remember(r, relationKey, n)
	}
}

// Stays warns, in a plan, of nodes that leave the configuration and not the parent, because an import put them into the
// state; of is where they are, such as "the tag".
func (m *Relation) Stays(r *Run, c func(at path.Path, summary, text string), state *Relation, subject, of string) {
	if state == nil || m.UserIDs.IsUnknown() || m.DepartmentIDs.IsUnknown() || m.Exclusive.IsUnknown() || m.Exclusive.ValueBool() || !Imported(r) {
		return
	}
	if stay := m.managed(state.Declared().Without(m.Declared())); !stay.Empty() {
		c(path.Root("user_ids"), fmt.Sprintf("Not declared here, and left in %s: %s", of, subject),
			fmt.Sprintf("The import found them, no configuration of this resource has named them, and exclusive is false: the apply takes them out of the state and leaves "+
				"them in %s. %s.\nTo take them off, write exclusive = true.", of, stay))
	}
}

// Refusal is a node that WeCom did not take over, or did not let go, of a call that it accepted.
type Refusal struct {
	Attribute string // user_ids, department_ids
	ID        string
	Why       string // "" where WeCom does not say
	Unknown   bool   // WeCom does not know it, or may not
}

// Refusals are those of nodes that WeCom does not know or does not show, for one reason.
func Refusals(n Nodes, why string) (rows []Refusal) {
	for _, id := range n.UserIDs {
		rows = append(rows, Refusal{Attribute: "user_ids", ID: id, Why: why, Unknown: true})
	}
	for _, id := range n.departments() {
		rows = append(rows, Refusal{Attribute: "department_ids", ID: id, Why: why, Unknown: true})
	}
	return rows
}

// Report names every refused row, under its attribute. On a create it is a warning, because an error would have
// Terraform replace the object; otherwise an error. verb is what was to be done, such as "added to the tag"; advice is
// how to go on.
func Report(r *Run, subject, verb string, rows []Refusal, advice string) {
	for _, attribute := range []string{"user_ids", "department_ids"} {
		var lines []string
		for _, row := range rows {
			switch {
			case row.Attribute != attribute:
			case row.Why == "":
				lines = append(lines, row.ID)
			default:
				lines = append(lines, row.ID+": "+row.Why)
			}
		}
		if len(lines) == 0 {
			continue
		}
		summary := fmt.Sprintf("%s: not all %s were %s", capital(subject), attribute, verb)
		text := fmt.Sprintf("WeCom accepted the call and refused %d of its rows. These were not %s:\n  %s\nEverything else was applied. The next plan shows the rest again.\n%s",
			len(lines), verb, strings.Join(lines, "\n  "), advice)
		if r.Op == "create" {
			r.Diags.AddAttributeWarning(path.Root(attribute), summary, strings.TrimSpace(text))
		} else {
			r.Diags.AddAttributeError(path.Root(attribute), summary, strings.TrimSpace(text))
		}
	}
}
