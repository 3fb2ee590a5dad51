// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// secretPlan has a department whose name is sensitive, a contact way that is replaced because it is tainted, and a tag
// group that loses a tag.
const secretPlan = `{"format_version":"1.2","planned_values":{},
"prior_state":{"format_version":"1.0","values":{"root_module":{"resources":[
  {"address":"wecom_department.east","mode":"managed","type":"wecom_department","values":{"id":6,"name":"华东"}},
  {"address":"wecom_department.sales","mode":"managed","type":"wecom_department","values":{"id":4,"name":"销售部"}},
  {"address":"wecom_department.hidden","mode":"managed","type":"wecom_department","values":{"id":7,"name":"CANARY"},"sensitive_values":{"name":true}}]}}},
"resource_drift":[
  {"address":"wecom_department.hidden","mode":"managed","type":"wecom_department","change":{"actions":["update"],
    "before":{"id":7,"name":"CANARY","parent_id":4},"after":{"id":7,"name":"CANARY2","parent_id":6},"before_sensitive":{"name":true},"after_sensitive":{"name":true}}},
  {"address":"wecom_contact_way.r","mode":"managed","type":"wecom_contact_way","change":{"actions":["update"],
    "before":{"id":"r1","remark":"规则","department_ids":[4,7],"user_ids":["CANARY-user","b"]},"after":{"id":"r1","remark":"规则","department_ids":[6,7],"user_ids":["b","c"]},
    "before_sensitive":{"user_ids":[true,false]},"after_sensitive":{}}}],
"resource_changes":[
  {"address":"wecom_department.hidden","mode":"managed","type":"wecom_department","change":{"actions":["update"],
    "before":{"id":7,"name":"CANARY2","parent_id":6},"after":{"id":7,"name":"CANARY","parent_id":4},"before_sensitive":{"name":true},"after_sensitive":{"name":true}}},
  {"address":"wecom_contact_way.r","mode":"managed","type":"wecom_contact_way","change":{"actions":["update"],
    "before":{"id":"r1","remark":"规则","department_ids":[6,7],"user_ids":["b","c"]},"after":{"id":"r1","remark":"规则","department_ids":[4,7],"user_ids":["CANARY-user","b"]},
    "before_sensitive":{},"after_sensitive":{"user_ids":[true,false]}}},
  {"address":"wecom_contact_way.print","mode":"managed","type":"wecom_contact_way","action_reason":"replace_because_tainted","change":{"actions":["delete","create"],
    "before":{"id":"c1","remark":"海报","type":"single","scene":"qr_code","qr_code":"https://x"},"after":{"remark":"海报","type":"single","scene":"qr_code"},
    "after_unknown":{"id":true,"qr_code":true},"before_sensitive":{},"after_sensitive":{}}},
  {"address":"wecom_contact_way.first","mode":"managed","type":"wecom_contact_way","action_reason":"replace_because_cannot_update","change":{"actions":["create","delete"],
    "before":{"id":"c2","remark":"CANARY-remark","type":"single","scene":"qr_code"},"after":{"remark":"CANARY-remark","type":"multi","scene":"qr_code"},
    "after_unknown":{"id":true},"before_sensitive":{"remark":true},"after_sensitive":{"remark":true},"replace_paths":[["type"]]}},
  {"address":"wecom_tag_group.g","mode":"managed","type":"wecom_tag_group","change":{"actions":["update"],
    "before":{"id":"g1","name":"等级","tags":{"a":{"id":"t1","name":"甲"},"b":{"id":"t2","name":"乙"}}},
    "after":{"id":"g1","name":"等级","tags":{"a":{"id":"t1","name":"甲甲"},"c":{"name":"丙"}}},"after_unknown":{"tags":{"c":{"id":true}}},"before_sensitive":{},"after_sensitive":{}}},
  {"address":"wecom_contact_way.old","mode":"managed","type":"wecom_contact_way","deposed":"ab12","change":{"actions":["delete"],
    "before":{"id":"c3","type":"single","scene":"qr_code"},"after":null,"before_sensitive":{},"after_sensitive":false}}]}`

const secretReport = `An apply would lose for good: 4
  ! replace wecom_contact_way.first (id c2): a change cannot be made in place
      its QR code is lost. Codes already printed stop working when this plan is
        applied.
  ! delete wecom_contact_way.old (deposed object ab12) (id c3)
      its QR code is lost. Codes already printed stop working when this plan is
        applied.
  ! replace wecom_contact_way.print ("海报", id c1): an apply failed after it
    was made (tainted)
      its QR code is lost. Codes already printed stop working when this plan is
        applied.
  ! update wecom_tag_group.g ("等级", id g1)
      deletes tags.b "乙" (t2)
Changed outside Terraform: 2
  ~ wecom_contact_way.r ("规则", id r1)
      department_ids: + "华东", − "销售部"
      user_ids: changed (sensitive value)
  ~ wecom_department.hidden (id 7)
      name: changed (sensitive value)
      parent_id: "销售部" → "华东"
Not applied yet: 4
  > replace wecom_contact_way.first (id c2): a change cannot be made in place
      type: "single" → "multi" (needs a new object)
  > delete wecom_contact_way.old (deposed object ab12) (id c3)
  > replace wecom_contact_way.print ("海报", id c1): an apply failed after it
    was made (tainted)
  > update wecom_tag_group.g ("等级", id g1)
      tags.a.name: "甲" → "甲甲"
      tags.b: removed "乙"
      tags.c: added "丙"

Note: Unmanaged objects were not looked for.
The corp and its configuration differ.
`

// A report tells names instead of ids, of sets what came and went, what an apply would lose, and nothing sensitive, in
// every format.
func TestReport(t *testing.T) {
	p, err := ParsePlan([]byte(secretPlan))
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := Find(t.Context(), Options{Plans: []*Plan{p}})
	if err != nil {
		t.Fatal(err)
	}
	var text, markdown, sarif, raw bytes.Buffer
	for _, err := range []error{r.WriteText(&text, false), r.WriteMarkdown(&markdown), r.WriteSARIF(&sarif, "1", nil, "x"), r.WriteJSON(&raw)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(secretReport, text.String()); diff != "" {
		t.Error(diff)
	}
	for format, page := range map[string]string{"text": text.String(), "markdown": markdown.String(), "sarif": sarif.String(), "json": raw.String(), "robot": strings.Join(r.Messages("x"), "")} {
		if strings.Contains(page, "CANARY") {
			t.Errorf("%s shows what is sensitive:\n%s", format, page)
		}
	}
	if !strings.Contains(raw.String(), `"names": {`) {
		t.Errorf("no names in %s", raw.String())
	}
}
