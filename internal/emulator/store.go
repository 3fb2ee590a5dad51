// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	"errors"
	"slices"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

// corpFile is the JSON corp file: the corp and, under "emulator", what a restart needs beside it.
type corpFile struct {
	Corp
	State fileState `json:"emulator"`
}

type fileState struct {
	core.State
	storeState
}

// storeState is what a restart needs beside the corp and the engine's state.
type storeState struct {
	// LastDepartment counts the generated department ids.
	LastDepartment int64 `json:"last_department"`
	// DeletedTagGroups are groups that hold deleted tags only, DeletedTags those of living groups by group id.
	DeletedTagGroups []TagGroup       `json:"deleted_tag_groups,omitempty"`
	DeletedTags      map[string][]Tag `json:"deleted_tags,omitempty"`
	// DeletedWays and DeletedRules are in files from before 0.2.0; they are read and not written.
	DeletedWays  []string `json:"deleted_ways,omitempty"`
	DeletedRules []string `json:"deleted_rules,omitempty"`
	// DailyWays counts the temporary contact ways made on WaysDay.
	WaysDay   string `json:"ways_day,omitempty"`
	DailyWays int    `json:"daily_ways,omitempty"`
	// TempChats are the contacts made through contact ways, ChatKeys what get_chat_info can still be asked for.
	TempChats []tempChat           `json:"temp_chats,omitempty"`
	ChatKeys  map[string]chatKey   `json:"chat_keys,omitempty"`
	Media     map[string]mediaFile `json:"media,omitempty"`
	// DailyUploads counts the pictures of uploadimg on UploadsDay, MonthUploads those of its month.
	UploadsDay   string `json:"uploads_day,omitempty"`
	DailyUploads int    `json:"daily_uploads,omitempty"`
	MonthUploads int    `json:"month_uploads,omitempty"`
	// ContactRuleWrites are when visibility rules were written, in Unix milliseconds.
	ContactRuleWrites []int64 `json:"contact_rule_writes,omitempty"`
}

// Limits are the documented sizes; a zero value stands for the documented number.
type Limits struct {
	Depth       int `json:"depth"`            // levels of departments, 15; assumed: the root counts as one
	Departments int `json:"departments"`      // departments of the corp, 30,000
	Nodes       int `json:"department_nodes"` // sub-departments and members of one department, 30,000
	Tags        int `json:"tags"`             // customer tags of the corp, 10,000; assumed: deleted ones are free
	ContactWays int `json:"contact_ways"`     // contact ways of the corp without temporary ones, and join ways, 500,000
	DailyWays   int `json:"daily_ways"`       // temporary contact ways made on one day in China, 100,000
	Links       int `json:"links"`            // acquisition links of the corp; WeCom does not say how many, 0 is no limit
	Products    int `json:"products"`         // product albums of the corp; WeCom does not say how many, 0 is no limit
	KfAccounts  int `json:"kf_accounts"`      // customer service accounts of the corp, 5000
	KfGroups    int `json:"kf_groups"`        // groups of the knowledge base, 100; assumed: the default one counts
	KfIntents   int `json:"kf_intents"`       // questions of one group, 200
	ContactTags int `json:"contact_tags"`     // contact tags of the corp, 3000
	TagNodes    int `json:"tag_nodes"`        // members and departments of one contact tag, 30,000

	WelcomeTemplates int `json:"welcome_templates"` // of the corp, 100
	DailyUploads     int `json:"daily_uploads"`     // pictures of media/uploadimg on one day in China, 1000
	MonthlyUploads   int `json:"monthly_uploads"`   // and in one month, 3000
}

// store is the corp under the server's lock. It enforces the rules of the pages; its methods check everything before
// they change anything and answer errors made by core.Fail.
type store struct {
	core.Store
	sw                     *Switches
	limits                 *Limits
	attributes, shortNames []string
	mailDomains            []string
	collections
	children map[int64]map[int64]bool
	tagGroup map[string]string // tag id -> group id, deleted tags too
	reads    int64             // of pictures that get another id each time
	quota    AcquisitionQuota
	closed   ClosedFunctions
	state    storeState
}

// newStore builds the store of a corp and checks the corp against the store's own rules.
func newStore(file *corpFile, f *families, now func() time.Time) (*store, error) {
	corp, state := file.Corp, core.Copy(file.State)
	if corp.CorpID == "" {
		return nil, errors.New("the corp has no corp_id")
	}
	// The seed is checked without switches, so that it can always be loaded again.
	none := &Switches{}
	st := &store{
		Store: core.Store{CorpID: corp.CorpID, Name: corp.Name, CallerIP: corp.CallerIP, State: state.State, Now: now, Readings: &none.EngineSwitches},
		sw:    none, limits: &f.limits, state: state.storeState,
		attributes: slices.Clone(corp.MemberAttributes), shortNames: slices.Clone(corp.ShortNames), mailDomains: slices.Clone(corp.MailDomains),
		children: map[int64]map[int64]bool{}, tagGroup: map[string]string{}, closed: corp.Closed,
	}
	for i := range parts {
		if open := parts[i].open; open != nil {
			open(st)
		}
	}
	if err := st.SetApps(corp.Apps); err != nil {
		return nil, err
	}
	for i := range parts {
		if load := parts[i].load; load != nil {
			if err := load(st, &corp); err != nil {
				return nil, err
			}
		}
	}
	st.sw, st.Readings = &f.sw, &f.sw.EngineSwitches
	return st, nil
}

// Engine is the part of the engine.
func (st *store) Engine() *core.Store { return &st.Store }

// Corp is the inverse of newStore.
func (st *store) Corp() any { return new(st.corp()) }

// Document is the corp with what a restart needs.
func (st *store) Document() any {
	file := &corpFile{Corp: st.corp(), State: fileState{core.Copy(st.State), core.Copy(st.state)}}
	st.dumpDeletedTags(&file.State)
	st.forgetMedia(file.State.Media)
	return file
}

func (st *store) corp() Corp {
	corp := Corp{
		CorpID: st.CorpID, Name: st.Name, CallerIP: st.CallerIP, Apps: st.DumpApps(),
		MemberAttributes: slices.Clone(st.attributes), ShortNames: slices.Clone(st.shortNames), MailDomains: slices.Clone(st.mailDomains),
		Closed: st.closed,
	}
	for i := range parts {
		if dump := parts[i].dump; dump != nil {
			dump(st, &corp)
		}
	}
	return corp
}

// Validate reports the first rule of the store that the corp breaks.
func (c Corp) Validate() error {
	_, err := newStore(&corpFile{Corp: c}, &families{}, time.Now)
	return err
}
