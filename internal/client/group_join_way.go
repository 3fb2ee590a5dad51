// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client/core"
)

// joinWayMeans: 41044 is an unknown or deleted config_id, or that of another app; calls that name nothing else may be
// answered 40058 for it.
var (
	joinWayMeans = map[int]error{41044: ErrNotFound}
	joinWayOnly  = map[int]error{41044: ErrNotFound, 40058: ErrNotFound}
)

var (
	joinWayAdd    = core.Declare(Endpoint{Path: "externalcontact/groupchat/add_join_way", Page: 92229, Write: true, Once: true})
	joinWayGet    = core.Declare(Endpoint{Path: "externalcontact/groupchat/get_join_way", Page: 92229, Means: joinWayOnly})
	joinWayUpdate = core.Declare(Endpoint{Path: "externalcontact/groupchat/update_join_way", Page: 92229, Write: true, Means: joinWayMeans})
	joinWayDelete = core.Declare(Endpoint{Path: "externalcontact/groupchat/del_join_way", Page: 92229, Write: true, Means: joinWayOnly})
)

// JoinWayService reads and writes ways into customer groups (加入群聊, doc 92229) with the app secret. WeCom lists them
// nowhere and shows an app those that it made itself.
type JoinWayService struct {
	service
	set *core.Set[JoinWay]
}

func newJoinWays(at service) *JoinWayService {
	s := &JoinWayService{service: at}
	s.set = core.NewSet(core.Set[JoinWay]{
		C: at.c.engine, Kind: "group_join_way", IDKey: "config_id", Read: joinWayGet, Make: joinWayAdd, Change: joinWayUpdate, Remove: joinWayDelete,
		One: s.get,
		// 40058 of an update may be about any of its values.
		Refused: func(ctx context.Context, id string, err error, call core.Call) error {
			if call != core.Reading && core.CodeOf(err) == 40058 {
				if _, e := s.get(ctx, id); core.IsMissing(e) {
					return core.AsKind(err, ErrNotFound)
				}
			}
			return err
		},
	})
	return s
}

// Scene of a join way.
const (
	JoinWayMiniProgram = 1
	JoinWayQRCode      = 2
)

// JoinWay is one way into customer groups as WeCom shows it; nil means not shown.
type JoinWay struct {
	ID           string   `json:"config_id"`
	Scene        int64    `json:"scene"` // JoinWayMiniProgram or JoinWayQRCode
	Remark       string   `json:"remark"`
	State        string   `json:"state"`
	AutoCreate   *bool    `json:"auto_create_room"`
	RoomBaseName string   `json:"room_base_name"`
	RoomBaseID   int64    `json:"room_base_id"` // whether it counts on as WeCom makes groups is not documented
	ChatIDs      []string `json:"chat_id_list"` // may hold more than five, and groups that WeCom made
	MarkSource   *bool    `json:"mark_source"`  // meaningful for 营销获客 apps only
	QRCode       string   `json:"qr_code"`
}

// JoinWayRequest is the body of add_join_way and, with an id, of update_join_way, which overwrites: what is left out is
// as in a new one.
type JoinWayRequest struct {
	ID           string   `json:"config_id,omitempty"`
	Scene        int64    `json:"scene"`
	Remark       *string  `json:"remark,omitempty"`
	AutoCreate   int64    `json:"auto_create_room"` // 0 or 1; WeCom's own default is 1
	RoomBaseName *string  `json:"room_base_name,omitempty"`
	RoomBaseID   *int64   `json:"room_base_id,omitempty"`
	ChatIDs      []string `json:"chat_id_list"` // 1 to 5
	State        *string  `json:"state,omitempty"`
	MarkSource   *bool    `json:"mark_source,omitempty"`
}

type joinWayAnswer struct {
	Way *JoinWay `json:"join_way"`
}

func (a *joinWayAnswer) Check(bool) error {
	return core.Need(a.Way != nil && a.Way.Scene != 0, "join way")
}

type joinWayMade struct {
	ID string `json:"config_id"`
}

func (a *joinWayMade) Check(bool) error { return core.Need(a.ID != "", "config_id") }

// Get reads one join way of this app (doc 92229, groupchat/get_join_way). ErrNotFound is also one of another app.
func (s *JoinWayService) Get(ctx context.Context, id string) (*JoinWay, error) {
	return s.set.Get(ctx, id)
}

func (s *JoinWayService) get(ctx context.Context, id string) (*JoinWay, error) {
	var out joinWayAnswer
	if _, err := s.c.Do(ctx, core.Request{Endpoint: joinWayGet, Body: map[string]string{"config_id": id}, Out: &out}); err != nil {
		return nil, err
	}
	if w := out.Way; w == nil || w.ID != "" && w.ID != id {
		return nil, fmt.Errorf("%s: asked for join way %s, got %s", joinWayGet.Path, id, core.Value(w).ID)
	}
	out.Way.ID = id
	return out.Way, nil
}

// Create makes a join way and returns its id (doc 92229, groupchat/add_join_way), which nothing else ever tells: WeCom
// lists no join ways. A lost answer is therefore always ErrOutcomeUnknown.
func (s *JoinWayService) Create(ctx context.Context, in *JoinWayRequest) (string, error) {
	if len(in.ChatIDs) == 0 {
		return "", errors.New(joinWayAdd.Path + ": no group is given")
	}
	_, id, err := s.set.Create(ctx, core.Making[JoinWay]{
		Sought: fmt.Sprintf("a group join way (加入群聊) with remark %q and state %q to %s", core.Value(in.Remark), core.Value(in.State), strings.Join(in.ChatIDs, ", ")),
		Body:   in, Absent: true, Read: s.set.Value,
		Send: func(ctx context.Context, n *core.Note) (made JoinWay, id string, err error) {
			var out joinWayMade
			_, err = s.c.Do(ctx, core.Request{Endpoint: joinWayAdd, Body: in, Out: &out, Note: n})
			return made, out.ID, err
		},
	})
	return id, err
}

// Update overwrites a join way and keeps its id (doc 92229, groupchat/update_join_way). Repeated after a lost answer.
func (s *JoinWayService) Update(ctx context.Context, in *JoinWayRequest) error {
	return s.set.Update(ctx, in.ID, in, core.Writing)
}

// Delete removes a join way, and with it the codes that were printed; its groups stay (doc 92229,
// groupchat/del_join_way).
func (s *JoinWayService) Delete(ctx context.Context, id string) error { return s.set.Delete(ctx, id) }

// Made tells the client that the state holds a join way which an earlier process made at the given time; see core.Set.
func (s *JoinWayService) Made(id string, at time.Time) { s.set.Made(id, at) }

// toldGroups covers customer groups (客户群) in join ways (加入群聊).
var toldGroups = topic{title: "Customer groups", codes: map[int]told{
	40050: {"There is no customer group (客户群) of this id, or this app may not see it.", "Correct the id of the group: this app's own id of it, which another app does not share.", "", "A group was dissolved or its id is misspelt, is that of an internal group, or is the id that another app sees."},
	41091: {"A join way (加入群聊) names at most 5 groups.", "Name at most 5 groups.", "", "Only a deployment with another limit: the plan refuses more than 5."},
	49008: {"The customer group (客户群) was dissolved.", "Take it out, or name another group.", "", "The owner dissolved the group."},
	86001: {"The id of the group is malformed.", "Correct the id of the group.", "", "The id of something else was given for that of a customer group."},
	86003: {"There is no group of this id.", "Correct the id of the group.", "", "A group was dissolved, or its id is misspelt."},
	90501: {"The group is no customer group (客户群): it has no outside contacts.", "Name groups with outside contacts only.", "", "The group is an internal one."},
	90509: {"The group is no customer group (客户群) of WeCom.", "Name customer groups of this corp only.", "", "The group belongs to another corp, or to WeChat."},
}, special: joinWaySpecials}

func isJoinWayPath(p string) bool { return strings.HasSuffix(p, "_join_way") }

// joinWaySpecials is what codes mean for join ways.
var joinWaySpecials = []special{
	{
		codes: []int{41044, 40058}, when: "the join way (加入群聊) is read or deleted by its id",
		fits: func(e *APIError) bool { return isJoinWayPath(e.Path) && errors.Is(e, ErrNotFound) },
		say: Explanation{
			Meaning:  "This app has no join way (加入群聊) of this id: it was deleted, or another app made it, which WeCom does not tell apart.",
			NextStep: "If another app made it, use that app's secret; otherwise remove it from the state.",
		},
		like: APIError{Path: joinWayGet.Path, Credential: string(CredentialApp)},
	},
	{
		codes: []int{60011, 84061, 84074, 60111}, when: "the call is about a join way (加入群聊)",
		fits: func(e *APIError) bool { return isJoinWayPath(e.Path) },
		say: Explanation{
			"The owner of a group is outside the app's visible range, has left, or lacks 客户联系; or another app made the join way.",
			"Widen the app's visible range (可见范围) to the owners of the groups, or take those groups out.", pageVisible,
		},
		like: APIError{Path: joinWayAdd.Path, Credential: string(CredentialApp)},
	},
	{
		codes: invalidCodes, when: "the call is about a join way (加入群聊)",
		fits: func(e *APIError) bool { return isJoinWayPath(e.Path) },
		say: Explanation{
			Meaning:  "A value of the join way is empty, too long, too many, or of the wrong kind.",
			NextStep: "Check the limits: remark and state 30 characters, name_prefix 40 characters, 1 to 5 groups.",
		},
		like: APIError{Path: joinWayAdd.Path, Credential: string(CredentialApp)},
	},
}
