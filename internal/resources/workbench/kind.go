// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package workbench is the resource wecom_workbench_template and its data source: what the workbench shows for the app
// behind the secret in place of its icon.
package workbench

import (
	_ "embed"
	"errors"
	"iter"
	"reflect"
	"strconv"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_workbench_template"

const noun = "workbench template"

//go:embed page.md
var page string

// Where a tile leads.
func jump(key string) field.Fields {
	return field.Fields{
		field.Text("jump_url", "Address that it opens", key+"jump_url", field.Optional, field.Is(field.Length{Max: 1024}),
			field.Without("the app's home page, else its chat")),
		field.Text("page", "Page that it opens in the mini program of the app", key+"pagepath", field.Optional, field.Is(field.Length{Max: 1024}),
			field.Without("its home page")),
	}
}

func with(own field.Fields, key string) field.Fields { return append(own, jump(key)...) }

var fields = field.Fields{
	field.Number("id", "Agent id (AgentId) of the app behind `secret`, found by the provider", "agentid", field.Note("Stable across updates.")),
	field.Object("key_data", "Up to four figures (关键数据)", "keydata", field.Fields{
		field.ObjectList("items", "The figures in their order, 1 to 4", "keydata.items", with(field.Fields{
			field.Text("key", "Label", "key", field.Optional, field.Is(field.Length{Max: 64})),
			field.Text("data", "Figure that is shown", "data", field.Required, field.Is(field.Length{Max: 64})),
		}, ""), field.Required),
	}, field.Optional, field.Note("Exactly one of `key_data`, `image`, `list` and `web_view` is given.")),
	field.Object("image", "A picture (图片)", "image", with(field.Fields{
		field.Text("url", "Address of the picture, begins with `http://` or `https://`; 3.35 times as wide as high fits best", "image.url", field.Required),
	}, "image."), field.Optional, field.Note("Exactly one of `key_data`, `image`, `list` and `web_view` is given.")),
	field.Object("list", "Up to three lines (列表)", "list", field.Fields{
		field.ObjectList("items", "The lines in their order, 1 to 3", "list.items", with(field.Fields{
			field.Text("title", "Text of the row", "title", field.Required, field.Is(field.Bytes(128))),
		}, ""), field.Required),
	}, field.Optional, field.Note("Exactly one of `key_data`, `image`, `list` and `web_view` is given.")),
	field.Object("web_view", "A page (webview)", "webview", with(field.Fields{
		field.Text("url", "Address of the page, begins with `http://` or `https://`", "webview.url", field.Required),
		field.Text("height", "Height, `single_row` or `double_row`", "webview.height", field.Default("double_row")),
		field.Flag("hide_title", "Whether the title is hidden, which gives the page its room", "webview.hide_title", field.Default(false)),
		field.Flag("clickable", "Whether links in the page work, those of the form `wxwork://openurl?url=…`; `jump_url` is then ignored", "webview.enable_webview_click", field.Default(false)),
	}, "webview."), field.Optional, field.Note("Exactly one of `key_data`, `image`, `list` and `web_view` is given.")),
	field.Flag("replace_user_data", "Whether the template also overwrites what single members were given; otherwise it is what members see who were given nothing",
		"replace_user_data", field.Default(false), field.Note("What WeCom shows of it is read by an import only.")),
	field.Protection("Members would see the icon of the app again."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.WorkbenchTemplate]{
	Type: TypeName, Noun: noun, Nouns: "workbench templates", Term: "工作台自定义展示", Area: kind.Apps, Fields: fields, Page: kind.Page(page),
	Import: kind.Import{ID: "Agent id.",
		Advice: "The console shows the agent id (AgentId) on the page of the app; only the template of the app behind `secret` can be imported."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.Workbench.Made(id, made) },
	Check:    check,

	Adopts: func(r *kind.Run, _ *model) (string, *client.WorkbenchTemplate, error) {
		own, err := r.Client.Agents.Own(r)
		if err != nil {
			return "", nil, err
		}
		w, err := r.Client.Workbench.Get(r, own.ID)
		if errors.Is(err, client.ErrNotFound) {
			err = nil
		}
		return id(own.ID), w, err
	},
	Overwritten: func(_ *kind.Run, plan, have *model) []string {
		if reflect.DeepEqual(plan.sent(), have.sent()) {
			return nil
		}
		return []string{"the whole display, which is now: " + title(have.sent())}
	},
	Create: func(r *kind.Run, m *model) (kind.Made, error) {
		own, err := r.Client.Agents.Own(r)
		if err != nil {
			return kind.Made{}, err
		}
		in := m.sent()
		in.AgentID = own.ID
		if err := r.Client.Workbench.Set(r, in); err != nil {
			return kind.Made{}, err
		}
		return kind.Made{ID: id(own.ID)}, nil
	},
	Read: func(r *kind.Run, m *model) (*client.WorkbenchTemplate, error) {
		return r.Client.Workbench.Get(r, m.ID.ValueInt64())
	},
	FromAPI: func(r *kind.Run, m *model, w *client.WorkbenchTemplate) { m.fromAPI(r, w) },
	Update: func(r *kind.Run, plan, state *model) (bool, error) {
		in, was := plan.sent(), state.sent()
		if in.AgentID, was.AgentID = state.ID.ValueInt64(), state.ID.ValueInt64(); reflect.DeepEqual(in, was) {
			return false, nil
		}
		return true, r.Client.Workbench.Set(r, in)
	},
	Delete: func(r *kind.Run, m *model) error {
		err := r.Client.Workbench.Reset(r, m.ID.ValueInt64())
		if shared.Code(err) == disabled {
			return nil // no display of its own is shown then
		}
		return err
	},
	Explain: func(_ *kind.Run, m *model, f *shared.Failure) {
		kind.OtherApp(f, m.ID.ValueInt64())
	},

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.WorkbenchTemplate], error] {
		return func(yield func(kind.Row[client.WorkbenchTemplate], error) bool) {
			own, err := r.Client.Agents.Own(r)
			var w *client.WorkbenchTemplate
			if err == nil {
				w, err = r.Client.Workbench.Get(r, own.ID)
			}
			switch {
			case errors.Is(err, client.ErrNotFound), shared.Code(err) == disabled:
			case err != nil:
				yield(kind.Row[client.WorkbenchTemplate]{}, err)
			default:
				yield(kind.Row[client.WorkbenchTemplate]{ID: id(own.ID), Object: w}, nil)
			}
		}
	},
	Title: func(w *client.WorkbenchTemplate) (string, int64) { return title(w), 0 },
	List: kind.List[client.WorkbenchTemplate]{Subject: "the workbench template of the app behind secret", Whole: true,
		Filters: kind.ByName("what it shows (展示内容)", "Compared by the provider.")},
	ByID: "Agent id, at least 1. Default: that of the app behind `secret`, which is the only one that can be read. API key `agentid`.",
	Corp: kind.Corp[client.WorkbenchTemplate]{
		Unseen: kind.OwnApp[client.WorkbenchTemplate]("workbench template"),
		Said:   kind.Said{Doc: "92535", Names: []string{"id"}, NameText: "What it shows, in short. API key `type`."},
	},
}

// disabled: 自定义展示 is off for the app.
const disabled = 94000

func id(agent int64) string { return strconv.FormatInt(agent, 10) }
