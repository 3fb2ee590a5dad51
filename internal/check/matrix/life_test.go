// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package matrix

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

func withSecrets(c *emulator.Corp) {
	for i := range c.Apps {
		switch c.Apps[i].Name {
		case acctest.AppName:
			c.Apps[i].Secret = appSecret
		case acctest.ContactsName:
			c.Apps[i].Secret = contactsSecret
		}
	}
}

// noun is one resource through its life.
type noun struct {
	name   string
	create string // configuration
	update string
	paths  [3]string // of the write of each phase
	looks  []string  // paths that show whether a create happened
	// uploads are the writes before the create; what they make ends by itself.
	uploads []string
	// objects returns what the corp holds, by id and without ids and times.
	objects func(emulator.Corp) map[string]any
}

const x = "externalcontact/"

var nouns = []noun{
	{
		name:   "department",
		create: "resource \"wecom_department\" \"test\" {\n  name = \"研发\"\n  order = 7\n}\n",
		update: "resource \"wecom_department\" \"test\" {\n  name = \"研发二部\"\n  order = 9\n}\n",
		paths:  [3]string{"department/create", "department/update", "department/delete"},
		looks:  []string{"department/list", "department/simplelist"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, d := range c.Departments {
				if d.ID != emulator.RootID {
					out[strconv.FormatInt(d.ID, 10)] = emulator.Department{Name: d.Name, ParentID: d.ParentID, Order: d.Order}
				}
			}
			return out
		},
	},
	{
		name:   "tag group",
		create: "resource \"wecom_tag_group\" \"test\" {\n  name = \"等级\"\n  tags = {\n    a = { name = \"一般\" }\n    b = { name = \"重要\" }\n  }\n}\n",
		update: "resource \"wecom_tag_group\" \"test\" {\n  name = \"等级\"\n  tags = {\n    a = { name = \"普通\" }\n    b = { name = \"重要\" }\n  }\n}\n",
		paths:  [3]string{x + "add_corp_tag", x + "edit_corp_tag", x + "del_corp_tag"},
		looks:  []string{x + "get_corp_tag_list"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, g := range c.TagGroups {
				names := []string{g.Name}
				for _, t := range g.Tags {
					names = append(names, "tag "+t.Name)
				}
				slices.Sort(names[1:])
				out[g.ID] = names
			}
			return out
		},
	},
	{
		name:   "contact tag",
		create: "resource \"wecom_contact_tag\" \"test\" {\n  name = \"值班\"\n}\n",
		update: "resource \"wecom_contact_tag\" \"test\" {\n  name = \"备勤\"\n}\n",
		paths:  [3]string{"tag/create", "tag/update", "tag/delete"},
		looks:  []string{"tag/list"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, t := range c.ContactTags {
				out[strconv.FormatInt(t.ID, 10)] = emulator.ContactTag{Name: t.Name, Owner: t.Owner}
			}
			return out
		},
	},
	{
		name:   "contact way",
		create: "resource \"wecom_contact_way\" \"test\" {\n  type = \"multi\"\n  scene = \"qr_code\"\n  remark = \"门店\"\n  user_ids = [\"zhangsan\"]\n}\n",
		update: "resource \"wecom_contact_way\" \"test\" {\n  type = \"multi\"\n  scene = \"qr_code\"\n  remark = \"总店\"\n  user_ids = [\"zhangsan\", \"lisi\"]\n}\n",
		paths:  [3]string{x + "add_contact_way", x + "update_contact_way", x + "del_contact_way"},
		looks:  []string{x + "list_contact_way"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, w := range c.ContactWays {
				id := w.ConfigID
				w.ConfigID, w.CreateTime = "", 0
				slices.Sort(w.Users)
				out[id] = w
			}
			return out
		},
	},
	{
		name:   "acquisition link",
		create: "resource \"wecom_acquisition_link\" \"test\" {\n  name = \"官网\"\n  user_ids = [\"zhangsan\"]\n}\n",
		update: "resource \"wecom_acquisition_link\" \"test\" {\n  name = \"首页\"\n  user_ids = [\"lisi\"]\n}\n",
		paths:  [3]string{x + "customer_acquisition/create_link", x + "customer_acquisition/update_link", x + "customer_acquisition/delete_link"},
		looks:  []string{x + "customer_acquisition/list_link"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, l := range c.AcquisitionLinks {
				id := l.ID
				l.ID, l.CreateTime = "", 0
				out[id] = l
			}
			return out
		},
	},
	{
		name:   "intercept rule",
		create: "resource \"wecom_intercept_rule\" \"test\" {\n  name = \"禁语\"\n  words = [\"返现\"]\n  action = \"block\"\n  user_ids = [\"zhangsan\"]\n}\n",
		update: "resource \"wecom_intercept_rule\" \"test\" {\n  name = \"禁词\"\n  words = [\"返利\"]\n  action = \"warn\"\n  user_ids = [\"zhangsan\"]\n}\n",
		paths:  [3]string{x + "add_intercept_rule", x + "update_intercept_rule", x + "del_intercept_rule"},
		looks:  []string{x + "get_intercept_rule_list"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, r := range c.InterceptRules {
				id := r.ID
				r.ID, r.CreateTime = "", 0
				out[id] = r
			}
			return out
		},
	},
	{
		name:    "product",
		create:  "resource \"wecom_product\" \"test\" {\n  description = \"龙井\"\n  price = 199.9\n  pictures = [{ file = " + tea() + " }]\n}\n",
		update:  "resource \"wecom_product\" \"test\" {\n  description = \"碧螺春\"\n  price = 88\n  pictures = [{ file = " + tea() + " }]\n}\n",
		paths:   [3]string{x + "add_product_album", x + "update_product_album", x + "delete_product_album"},
		looks:   []string{x + "get_product_album_list"},
		uploads: []string{"media/upload_attachment"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, p := range c.ProductAlbums {
				id := p.ID
				p.ID, p.CreateTime = "", 0
				p.Pictures = make([]string, len(p.Pictures)) // whose ids every upload makes new
				out[id] = p
			}
			return out
		},
	},
	{
		name:    "kf account",
		create:  "resource \"wecom_kf_account\" \"test\" {\n  name = \"售后\"\n  avatar = { file = " + tea() + " }\n}\n",
		update:  "resource \"wecom_kf_account\" \"test\" {\n  name = \"售前\"\n  avatar = { file = " + tea() + " }\n}\n",
		paths:   [3]string{"kf/account/add", "kf/account/update", "kf/account/del"},
		looks:   []string{"kf/account/list"},
		uploads: []string{"media/upload"},
		objects: func(c emulator.Corp) map[string]any {
			out := map[string]any{}
			for _, a := range c.KfAccounts {
				if id := a.ID; id != acctest.KfAccount {
					a.ID, a.Avatar = "", "" // whose address every upload makes new
					out[id] = a
				}
			}
			return out
		},
	},
}

// noList: a lost create of what WeCom lists nowhere ends in an error, and nothing can be looked for; the rung "lost" of
// its specimen holds it.
const noList = "WeCom lists no such objects"

// unsent are write endpoints that have no row, each with the reason.
var unsent = map[string]string{
	x + "groupchat/add_join_way": noList, x + "groupchat/update_join_way": noList, x + "groupchat/del_join_way": noList,
	"tag/addtagusers": "adds members to what is there, and may be repeated freely: the ladder of contact tags cuts it",
	"tag/deltagusers": "takes them off, likewise",
}

// tea is the picture of the example, as HCL.
func tea() string {
	file, err := filepath.Abs(filepath.Join("..", "..", "..", "examples", "resources", "wecom_product", "tea.png"))
	if err != nil {
		panic(err)
	}
	return strconv.Quote(file)
}

// phases of a life, as indices of noun.paths.
var phases = [3]string{"create", "update", "delete"}

func (n *noun) config(phase int) string { return [3]string{n.create, n.update, ""}[phase] }

// resourceType is the type that the state knows n's objects by.
func (n *noun) resourceType() string { return "wecom_" + strings.ReplaceAll(n.name, " ", "_") }

// recorded are the ids of n's objects in the state.
func (b *bench) recorded(n *noun) []string {
	raw, err := os.ReadFile(filepath.Join(b.p.Dir, "terraform.tfstate"))
	// A CLI that exits while it writes leaves an empty file, and takes it for no state the next time: then the journal
	// alone knows what was made.
	if err != nil || len(raw) == 0 {
		return []string{}
	}
	var state struct {
		Resources []struct {
			Type      string
			Mode      string
			Instances []struct{ Attributes struct{ ID any } }
		}
	}
	if err := json.Unmarshal(raw, &state); err != nil {
		b.t.Fatal(err)
	}
	ids := []string{}
	for _, r := range state.Resources {
		for _, i := range r.Instances {
			if r.Type == n.resourceType() && r.Mode == "managed" {
				id := fmt.Sprint(i.Attributes.ID)
				if f, ok := i.Attributes.ID.(float64); ok {
					id = strconv.FormatFloat(f, 'f', -1, 64)
				}
				ids = append(ids, id)
			}
		}
	}
	slices.Sort(ids)
	return ids
}

// wrong says how the corp differs from the state and from what an undisturbed run leaves; "" when it does not.
func (b *bench) wrong(n *noun, want []any) string {
	have := n.objects(b.Corp())
	ids, objects := []string{}, []any{}
	for id, o := range have {
		ids, objects = append(ids, id), append(objects, o)
	}
	slices.Sort(ids)
	if d := cmp.Diff(want, objects); d != "" {
		return "the corp is not what an undisturbed run leaves (-want +got):\n" + d
	}
	if d := cmp.Diff(b.recorded(n), ids); d != "" {
		return "the state and the corp hold different objects (-state +corp):\n" + d
	}
	return ""
}

// blind says which create was repeated without a look at what became of it.
func (b *bench) blind(n *noun) string {
	open := map[string]bool{}
	for _, r := range b.Requests() {
		switch {
		case slices.Contains(n.looks, r.Path):
			clear(open)
		case r.Path == n.paths[0]:
			if open[string(r.Body)] {
				return "sent again without a look: " + string(r.Body)
			}
			// A refusal by one of these codes says that nothing was done.
			open[string(r.Body)] = r.Fault != "" && !slices.Contains([]int{45009, 45033, 42001, 40014}, r.Code)
		}
	}
	return ""
}
