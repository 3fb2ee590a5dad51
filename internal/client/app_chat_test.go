// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"errors"
	"strings"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

const chatShown = `{"errcode":0,"errmsg":"ok","chat_info":{"chatid":"C1","name":"","owner":"a","userlist":["a","b"],"chat_type":0}}`

// The id that a killed run sent is in its journal: the chat is found by it, whether the id was chosen or made, and only
// one that is not there is made again.
func TestAppChats_killed(t *testing.T) {
	for name, in := range map[string]*AppChat{"made": {Users: []string{"a", "b"}}, "chosen": {ID: "C1", Users: []string{"a", "b"}}} {
		for what, there := range map[string]bool{"there": true, "not there": false} {
			t.Run(name+" "+what, func(t *testing.T) {
				f, dir := newFake(t), t.TempDir()
				c := f.run(dir)
				n := c.NoteFor("app_chat", in)
				n.Choose("C1")
				n.Sending(t.Context(), f.Time)
				c.kill()
				f.on(chatGet.Path, fail(86003)).on(chatCreate.Path, ok(`{"errcode":0,"errmsg":"ok","chatid":"C1"}`))
				if there {
					f.on(chatGet.Path, ok(chatShown))
				}
				id, err := f.run(dir).AppChats.Create(t.Context(), in)
				if err != nil || there && id != "C1" || id == "" {
					t.Fatal(id, err)
				}
				if sent := creates(f); sent != map[bool]int{true: 0, false: 1}[there] {
					t.Errorf("%d creates", sent)
				}
			})
		}
	}
}

// An id that a chat has is refused before anything is sent.
func TestAppChats_taken(t *testing.T) {
	f := newFake(t).on(chatGet.Path, ok(chatShown))
	if _, err := f.client().AppChats.Create(t.Context(), &AppChat{ID: "C1", Users: []string{"a", "b"}}); !errors.Is(err, ErrNameTaken) {
		t.Error(err)
	}
	if sent := creates(f); sent > 0 {
		t.Errorf("%d creates", sent)
	}
}

// A call that needs the secret of an app says so where there is none.
func TestAppOnly(t *testing.T) {
	f := newFake(t)
	c := f.client(func(c *Config) { c.Secret = "" })
	if _, err := c.Agents.Own(t.Context()); !errors.Is(err, core.ErrNoCredential) || err.Error() != "agent/list needs secret: the credential is not configured" {
		t.Error(err)
	}
}

// creates counts the chats that were asked for.
func creates(f *fake) (n int) {
	for _, call := range f.Got() {
		if strings.HasPrefix(call, "POST "+chatCreate.Path) {
			n++
		}
	}
	return n
}
