// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// chatMeans: 86003, 40050 and 49008, dissolved, are chats that are not there; 86008 is another app's, and 86215 an id
// that is or was a chat's.
var chatMeans = map[int]error{86003: ErrNotFound, 40050: ErrNotFound, 49008: ErrNotFound, 86008: ErrNotOwned, 86215: ErrNameTaken}

var (
	chatCreate = core.Declare(Endpoint{Path: "appchat/create", Page: 90245, Write: true, Once: true, Creds: selfOnly, Means: chatMeans})
	chatUpdate = core.Declare(Endpoint{Path: "appchat/update", Page: 98913, Write: true, Creds: selfOnly, Means: chatMeans})
	chatGet    = core.Declare(Endpoint{Path: "appchat/get", Method: http.MethodGet, Page: 98914, Creds: selfOnly, Means: chatMeans})
)

// AppChatService makes, reads and changes group chats (应用群聊会话) of the app behind secret (docs 90245, 98913, 98914).
// WeCom lists none and deletes none.
type AppChatService struct {
	service
	set *core.Set[AppChat]
}

func newAppChats(at service) *AppChatService {
	s := &AppChatService{service: at}
	s.set = core.NewSet(core.Set[AppChat]{C: at.c.engine, Kind: "app_chat", IDKey: "chatid", Read: chatGet, Make: chatCreate, Change: chatUpdate, One: s.get})
	return s
}

// AppChat is a chat as WeCom shows it, or as it is made.
type AppChat struct {
	ID    string   `json:"chatid"`
	Name  string   `json:"name,omitempty"`  // up to 50 characters
	Owner string   `json:"owner,omitempty"` // "": WeCom chooses one of the members
	Users []string `json:"userlist"`        // 2 to 2000
}

// UpdateAppChatRequest is the body of appchat/update; what is empty stays as it is.
type UpdateAppChatRequest struct {
	ID     string   `json:"chatid"`
	Name   string   `json:"name,omitempty"`
	Owner  string   `json:"owner,omitempty"`
	Add    []string `json:"add_user_list,omitempty"`
	Remove []string `json:"del_user_list,omitempty"`
}

type chatAnswer struct {
	Chat AppChat `json:"chat_info"`
}

func (a *chatAnswer) Check(bool) error { return core.Need(len(a.Chat.Users) > 0, "chat_info") }

// Get reads one chat (doc 98914, appchat/get).
func (s *AppChatService) Get(ctx context.Context, id string) (*AppChat, error) {
	return s.set.Get(ctx, id)
}

func (s *AppChatService) get(ctx context.Context, id string) (*AppChat, error) {
	var out chatAnswer
	_, err := s.c.Do(ctx, core.Request{Endpoint: chatGet, Query: url.Values{"chatid": {id}}, Out: &out})
	out.Chat.ID = id
	slices.Sort(out.Chat.Users)
	return &out.Chat, err
}

// Create makes a chat and returns its id (doc 90245, appchat/create). The id is sent always, one of in or a new one, so
// that a chat whose answer was lost is found by it. An id that a chat has, or had, is ErrNameTaken.
func (s *AppChatService) Create(ctx context.Context, in *AppChat) (string, error) {
	chosen := in.ID != ""
	sent := *in
	if !chosen {
		sent.ID = rand.Text()
	} else if _, err := s.get(ctx, in.ID); (err == nil || errors.Is(err, ErrNotOwned)) && !s.c.Unrecorded("app_chat", in) {
		return "", fmt.Errorf("%s: the chat id %s is taken: %w", chatCreate.Path, in.ID, ErrNameTaken)
	}
	_, id, err := s.set.Create(ctx, core.Making[AppChat]{
		Sought: fmt.Sprintf("a group chat (应用群聊) with the id %s", sent.ID), Body: in, Absent: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (AppChat, string, error) {
			n.Choose(sent.ID)
			_, err := s.c.Do(ctx, core.Request{Endpoint: chatCreate, Body: &sent, Note: n})
			if err != nil {
				return sent, "", err
			}
			return sent, sent.ID, nil
		},
		Look: func(ctx context.Context, _ core.Search) (found core.Found[AppChat], err error) {
			got, err := s.get(ctx, sent.ID)
			switch {
			case errors.Is(err, ErrNotFound):
				return found, nil
			case err != nil:
				return found, err
			}
			return core.Found[AppChat]{IDs: []string{sent.ID}, Made: *got}, nil
		},
	})
	return id, err
}

// Update changes the given parts of a chat (doc 98913, appchat/update). A repetition is refused for a member that the
// lost call has removed: what the chat is then decides.
func (s *AppChatService) Update(ctx context.Context, in *UpdateAppChatRequest) error {
	rep, err := s.set.Try(ctx, in.ID, in)
	if err != nil && rep.Unsure && core.CodeOf(err) != 0 {
		if got, e := s.get(core.Fresh(ctx), in.ID); e == nil && in.done(got) {
			return nil
		}
	}
	return err
}

// done reports whether a chat is as the change wants it.
func (in *UpdateAppChatRequest) done(c *AppChat) bool {
	has := func(id string) bool {
		return slices.ContainsFunc(c.Users, func(u string) bool { return strings.EqualFold(u, id) })
	}
	return (in.Name == "" || in.Name == c.Name) && (in.Owner == "" || strings.EqualFold(in.Owner, c.Owner)) &&
		!slices.ContainsFunc(in.Remove, has) && !slices.ContainsFunc(in.Add, func(id string) bool { return !has(id) })
}

// Made tells the client that the state holds a chat which an earlier process made; see core.Set.
func (s *AppChatService) Made(id string, at time.Time) { s.set.Made(id, at) }

const chatMember = "Correct user_ids: members of the corp only, who have not left."

var toldChats = topic{title: "Group chats of apps", codes: map[int]told{
	86004: {"The name of the group chat is not valid.", "Write a name of at most 50 characters.", "", menuLimits},
	86005: {"The owner of the group chat is not valid.", "Correct owner_id: one of user_ids.", pageTree, "The owner is misspelt, or has left."},
	86006: {"The group chat has too few or too many members.", "Name 2 to 2000 members who exist; the console may set a lower limit.", "", "Members who have left do not count, and the console can limit the size of groups."},
	86007: {"A member is not in the directory, or not in the chat.", chatMember, pageTree, "A userid is misspelt, or the member left the corp or the chat."},
	86008: {"Another app made the group chat, and only that app may read and change it.", "Use the secret of the app that made it.", pageApp, "The secret was replaced by that of another app, or the id is that of another app's chat."},
	86101: {"Only the owner of the group chat may do this.", "Let the owner change it in the client.", "", "The owner has reserved the management of the chat to themselves (仅群主可管理)."},
	86201: {"The id of the group chat is missing.", reportBug, "", ourMistake},
	86202: {"The name of the group chat is missing.", "Write a name.", "", ourMistake},
	86203: {"The owner of the group chat leaves it, and no other one is named.", "Write owner_id, one of user_ids.", "", "The owner changed in the client, and is not among user_ids."},
	86204: {"The members of the group chat are missing.", reportBug, "", ourMistake},
	86205: {"The id of the group chat is too long.", "Use at most 32 letters and digits.", "", menuLimits},
	86207: {"The owner of the group chat is not among its members.", "Write owner_id as one of user_ids.", "", "A userid is misspelt, or the owner has left."},
	86215: {"The id of the group chat is taken.", "Choose another id, or leave the line out; ids of dissolved chats stay taken.", "", "A chat has, or had, the id, perhaps of another app."},
	86216: {"A member is not in the directory, or not in the chat.", chatMember, pageTree, "A userid is misspelt, or the member left the corp or the chat."},
}, special: chatSpecials}

// chatSpecials: chats need the whole corp in sight.
var chatSpecials = []special{{
	codes: []int{60011, 48002}, when: "the call is about a group chat of the app",
	fits: func(e *APIError) bool { return strings.HasPrefix(e.Path, "appchat/") },
	say: Explanation{
		"Only an app whose visible range (可见范围) is the whole corp may have group chats.",
		"Set the app's visible range to the root department.", pageVisible,
	},
	like: APIError{Path: chatCreate.Path, Credential: string(CredentialApp)},
}, {
	codes: []int{40050, 49008, 86003}, when: "the call is about a group chat of the app",
	fits: func(e *APIError) bool { return strings.HasPrefix(e.Path, "appchat/") },
	say: Explanation{
		Meaning:  "There is no group chat of this id; its owner may have dissolved it.",
		NextStep: "Apply again to make another one; the id of a dissolved chat cannot be used again.",
	},
	like: APIError{Path: chatGet.Path, Credential: string(CredentialApp)},
}, {
	codes: []int{86001}, when: "the call is about a group chat of the app",
	fits: func(e *APIError) bool { return strings.HasPrefix(e.Path, "appchat/") },
	say:  Explanation{Meaning: "The id of the group chat is malformed.", NextStep: "Use 1 to 32 letters and digits."},
	like: APIError{Path: chatCreate.Path, Credential: string(CredentialApp)},
}}
