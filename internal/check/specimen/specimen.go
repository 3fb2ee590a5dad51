// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package specimen says what each noun is to be tried with: a value a noun, and one ladder that ranges over them, in
// process. A new noun is one file here: its Specimen, and a line in All.
package specimen

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// Values are attributes as Go values, see tfcore.Resource; nil takes a line out.
type Values = map[string]any

// Specimen is all that the ladder needs to know of a noun. In requests and messages {id} stands for the id of the
// object, {tags.a.id} for what the state has there.
type Specimen struct {
	Type string // wecom_…
	// Corp adds what must exist before; Beside are the resources to which Refs in values refer. The resource under test
	// is at Address.
	Corp   func(*emulator.Corp)
	Beside tfcore.Config
	// Defaults are the attributes of the state that nobody configured.
	Defaults Values
	// Late are attributes that WeCom chooses at a create and that nobody reads before the next refresh: null until
	// then, each with the reason. Defaults has what the refresh finds.
	Late map[string]string
	// NoImport are the words of the error of any import, where nothing can be imported.
	NoImport string
	// NotImported are attributes that an import cannot know, each with the reason.
	NotImported map[string]string

	Minimal, Maximal Object
	// Big is the set that may be the biggest; nil where none is bigger than a few hundred.
	Big *Big

	Edits   []Edit    // every attribute that can be written, at least once
	Unset   []Unset   // removed lines
	Drift   []Drift   // edits in the console
	Invalid []Invalid // refused in the plan, before any call
	Refused []Refused // refused by WeCom
	Partial []Partial // a call fails and others have succeeded

	// WrongIDs are ids that an import refuses, with its words.
	WrongIDs map[string]string
	Loss     Loss

	// Objects are the nouns of a corp by id, without what WeCom chooses; Delete deletes one in the console, and is nil
	// where nobody can.
	Objects func(emulator.Corp) map[string]any
	Delete  func(e *acctest.Env, id string) error
	// NoNewMembers: user_ids takes nobody who was just made and so has no customer contact (客户联系), and has not logged
	// in.
	NoNewMembers bool
	// Single: an app has one of it, or at most one.
	Single bool

	// Calls are the last parts of the paths that a life of create, update, refresh and destroy calls; a fault hits the
	// first call of each. Without Delete a destroy sends nothing; without Update a change is sent as a create is, or a
	// change of what was deleted in the console makes it again.
	Calls Calls
	// Looks are the calls that show whether a create happened, by the last part of the path. Other are write endpoints
	// of its family that a life does not call, each with where they are tried.
	Looks []string
	Other map[string]string
	// FaultsSpared are faults that the life is not tried with, by name, each with the reason.
	FaultsSpared map[string]string
	// Pause passes before each apply, where WeCom lets few writes in.
	Pause time.Duration
	// ManyWrites is how many writes making n of Many may take; nil: one each.
	ManyWrites func(n int) int
	// Families are those of the emulator's switches that concern the noun.
	Families []string
	// Lag is how many reads after a create may still show the corp as before; LagUpdates is whether those after an
	// update may.
	Lag        int
	LagUpdates bool
	// Blind are readings under which an import or the state cannot show an attribute: "Switch=value" and what is left
	// out then.
	Blind map[string][]string
	// Spares are readings to leave out, each with the reason.
	Spares map[string]string

	// Apart is why lives of the noun are not tried together with those of all others, through a CLI and by exports: it
	// has no object of its own. "" for most.
	Apart string
	// Named is an object of a name, where no two objects may share one.
	Named func(name string) Values
	// ListBy is the filter by pattern of the list resource; "" is name_regex.
	ListBy string
	// Unlisted is set where WeCom lists no such objects, and a lost create cannot be looked for: the words of its
	// error.
	Unlisted string
	// Many is the i-th of many objects, nil where an app has only one; Refresh is how many calls a plan of n may make
	// that finds nothing to do.
	Many func(i int) Values
	// Odd is how Generated makes objects of the noun.
	Odd Odd
	// Left is how the noun is tried with members and departments that leave the corp.
	Left    Left
	Refresh func(n int) int

	// Hostile is a target of the fuzz tests.
	Hostile acctest.Hostile
}

// Calls names the calls of a life.
type Calls struct {
	Create, Update, Delete string
	Reads                  []string
}

func (c Calls) all() []string {
	out := append([]string{c.Create, c.Delete, c.Update}, c.Reads...)
	slices.Sort(out)
	return slices.DeleteFunc(slices.Compact(out), func(path string) bool { return path == "" })
}

// Big is a set that may be as big as a corp.
type Big struct {
	Of func(n int) Values // over the minimal object
	// Less takes one element off it, in the console.
	Less func(e *acctest.Env, id string) error
}

// Object is a configuration and what comes of it.
type Object struct {
	Values Values
	// State are attributes of the state that are not as configured nor Defaults.
	State Values
	// Sends are the writes of the create, see acctest.Env.Sent.
	Sends []string
	// Calls, when set, are all calls of the apply by the last part of the path.
	Calls map[string]int
}

// Edit changes attributes of the minimal object. The attributes in To are those that the edit is about.
type Edit struct {
	Name     string
	From, To Values // over the minimal object
	State    Values // what is not as configured nor Defaults
	Sends    []string
	InOrder  []string // the last parts of the paths of the writes, where order matters
	Calls    map[string]int
	// Replaced is set when WeCom cannot change it; Warns are the words of the plan.
	Replaced bool
	Warns    string
	Silent   bool // the plan has nothing to do
	// Same are paths, besides the id, whose values the edit must not change.
	Same []string
}

// Unset removes lines of the minimal object with From.
type Unset struct {
	Name   string
	From   Values
	Remove []string
	State  Values // after the apply
	Sends  []string
	Silent bool // nothing is planned
	// Ignored is an edit in the console afterwards that is nobody's business any more.
	Ignored func(e *acctest.Env, id string) error
	// Refused are the words of the error where WeCom does not allow it.
	Refused  string
	Switches func(*emulator.Switches)
}

// Drift is an edit in the console that the next apply takes back.
type Drift struct {
	Name string
	// Of is the configuration over the maximal one.
	Of    Values
	Edit  func(e *acctest.Env, id string) error
	Sends []string
}

// Invalid is a configuration over the minimal one that the plan refuses.
type Invalid struct {
	Name   string
	Values Values
	Says   string
	At     string // path of the attribute, or how it begins; "" when the error may be about none
}

// Refused is a configuration over the minimal one that WeCom refuses.
type Refused struct {
	Name     string
	Values   Values
	Corp     func(*emulator.Corp)
	Switches func(*emulator.Switches)
	Fault    *emulator.Fault
	// Credentials of the provider block instead of both secrets.
	Credentials string
	Says        []string
}

// Partial is a life that a fault cuts: From is applied before, To under the fault, and once more without it. An empty
// From begins with nothing.
type Partial struct {
	Name     string
	Corp     func(*emulator.Corp)
	From, To Values
	Faults   []emulator.Fault
	Says     string // error, or warning when Warned
	Warned   bool
	Sends    []string // of the apply that is cut
	Finishes []string // of the next one; nil: not looked at
}

// Loss is what the plan says before something is lost.
type Loss struct {
	Destroy string // warning of a destroy; "" when nothing printed or tagged dies
	// Refused are the words of a destroy with another app's secret; Page is the way out that it names. Foreign are the
	// switches for that.
	Refused, Page string
	Foreign       func(*emulator.Switches)
}

// Is is a condition on a value of the state.
type Is func(got any) error

// Any is any value but null.
var Any Is = func(got any) error {
	if got == nil {
		return fmt.Errorf("is null")
	}
	return nil
}

// Match is a text that matches a pattern.
func Match(pattern string) Is {
	re := regexp.MustCompile(pattern)
	return func(got any) error {
		if text, ok := got.(string); !ok || !re.MatchString(text) {
			return fmt.Errorf("%v does not match %s", got, pattern)
		}
		return nil
	}
}

// Address is that of the resource under test.
const Address = "test"

// Config is a configuration with one object of the values, and what they refer to.
func (s *Specimen) Config(values Values) tfcore.Config {
	return (&bench{Specimen: s}).config(values)
}

// Seed is the small corp of acctest with what must exist before the noun.
func (s *Specimen) Seed() emulator.Corp {
	corp := acctest.Seed()
	if s.Corp != nil {
		s.Corp(&corp)
	}
	return corp
}

// Life is the configuration of a create and of an update, for tests through a CLI and of many nouns together: the
// minimal object, and its first edit in place that is one write.
func (s *Specimen) Life() (create, update tfcore.Config) {
	create = s.Config(s.Minimal.Values)
	for i := range s.Edits {
		if e := &s.Edits[i]; !e.Replaced && !e.Silent && len(e.From) == 0 && len(e.Sends) == 1 {
			return create, s.Config(over(s.Minimal.Values, e.To))
		}
	}
	return create, create
}

// Uploads are the paths of the writes before the create, whose results end by themselves.
func (s *Specimen) Uploads() []string {
	var out []string
	for _, sent := range s.Minimal.Sends {
		path, _, _ := strings.Cut(sent, " ")
		if strings.HasPrefix(path[strings.LastIndex(path, "/")+1:], "upload") && !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	return out
}

// Odd makes the objects of a noun in a generated corp: so many of a hundred, or, as the last, at most Most of what is
// left.
type Odd struct {
	Percent, Most int
	Make          func(g *Generator, i int)
}

// Left is an object that names members and departments which leave.
type Left struct {
	Values Values // beside user_ids and department_ids
	// Names are whom the corp's first object names; nil: the noun is not tried.
	Names func(emulator.Corp) (users []string, departments []int64)
	// Readings are those of the noun's own switches.
	Readings map[string]func(*emulator.Switches)
}
