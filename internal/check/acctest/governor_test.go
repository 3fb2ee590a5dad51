// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// inMemory passes requests to the emulator without a network, so that a bubble's clock can stand still until everybody
// waits, and notes when each was refused.
type inMemory struct {
	emulator http.Handler

	mu      sync.Mutex
	began   time.Time
	calls   map[int]int // by minute
	refused map[int]int // those with 45009
}

func (m *inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	in := httptest.NewRequestWithContext(r.Context(), r.Method, r.URL.String(), http.NoBody)
	if r.Body != nil {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		in.Body = io.NopCloser(bytes.NewReader(raw))
	}
	in.Header = r.Header.Clone()
	w := httptest.NewRecorder()
	m.emulator.ServeHTTP(w, in)
	m.mu.Lock()
	defer m.mu.Unlock()
	minute := int(time.Since(m.began) / time.Minute)
	m.calls[minute]++
	if bytes.Contains(w.Body.Bytes(), []byte(`"errcode":45009`)) {
		m.refused[minute]++
	}
	resp := w.Result()
	resp.Request = r
	return resp, nil
}

// bulk applies objects the way Terraform does: ten at a time, each planned and then applied.
type bulk struct {
	t       *testing.T
	server  tfprotov6.ProviderServer
	schemas map[string]*tfprotov6.Schema
}

type object struct{ typeName, config string }

func (b *bulk) dynamic(v tftypes.Value) *tfprotov6.DynamicValue {
	out, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		b.t.Error(err)
	}
	return &out
}

func (b *bulk) create(ctx context.Context, o object) error {
	as := b.schemas[o.typeName].ValueType()
	wanted, err := (&tfprotov6.DynamicValue{JSON: []byte(o.config)}).Unmarshal(as)
	if err != nil {
		return err
	}
	none, config := b.dynamic(tftypes.NewValue(as, nil)), b.dynamic(wanted)
	plan, err := b.server.PlanResourceChange(ctx, &tfprotov6.PlanResourceChangeRequest{TypeName: o.typeName, PriorState: none, ProposedNewState: config, Config: config})
	if err == nil {
		err = complaint(plan.Diagnostics)
	}
	if err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	applied, err := b.server.ApplyResourceChange(ctx, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: o.typeName, PriorState: none, PlannedState: plan.PlannedState, Config: config, PlannedPrivate: plan.PlannedPrivate, PlannedIdentity: plan.PlannedIdentity,
	})
	if err == nil {
		err = complaint(applied.Diagnostics)
	}
	return err
}

// complaint is the first error or warning.
func complaint(diags []*tfprotov6.Diagnostic) error {
	for _, d := range diags {
		return fmt.Errorf("%s: %s: %s", d.Severity, d.Summary, d.Detail)
	}
	return nil
}

func (b *bulk) run(objects []object) {
	work := make(chan object, len(objects))
	for _, o := range objects {
		work <- o
	}
	close(work)
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			for o := range work {
				if err := b.create(b.t.Context(), o); err != nil {
					b.t.Errorf("%s %s: %v", o.typeName, o.config, err)
				}
			}
		})
	}
	wg.Wait()
}

// mixed is n objects of all five resources; WeCom allows 100 rules at most.
func mixed(n int) []object {
	var out []object
	rules := 0
	for i := range n {
		switch {
		case i%10 == 9 && rules < 100:
			rules++
			out = append(out, object{"wecom_intercept_rule", fmt.Sprintf(`{"name":"规则%d","words":["词%d"],"action":"warn","user_ids":["lisi"],"deletion_protection":false}`, i, i)})
		case i%10 < 4:
			out = append(out, object{"wecom_department", fmt.Sprintf(`{"name":"部门%d","parent_id":1,"deletion_protection":false}`, i)})
		case i%10 < 6:
			out = append(out, object{"wecom_tag_group", fmt.Sprintf(`{"name":"标签组%d","tags":{"a":{},"b":{"order":1}},"exclusive":true,"deletion_protection":false}`, i)})
		case i%10 < 8:
			out = append(out, object{"wecom_contact_way", fmt.Sprintf(`{"type":"single","scene":"qr_code","remark":"活码%d","skip_verify":true,"user_ids":["lisi"],"department_ids":[],"deletion_protection":false}`, i)})
		default:
			out = append(out, object{"wecom_acquisition_link", fmt.Sprintf(`{"name":"链接%d","user_ids":["zhangsan"],"department_ids":[],"skip_verify":true,"deletion_protection":false}`, i)})
		}
	}
	return out
}

func departments(n int) []object {
	var out []object
	for i := range n {
		out = append(out, object{"wecom_department", fmt.Sprintf(`{"name":"部门%d","parent_id":1,"deletion_protection":false}`, i)})
	}
	return out
}

// With a part of WeCom's quota a thousand objects are made without an error. A tenth is enough not to meet the quota
// after the first minute. Of a hundredth the client learns nothing: each block ends with one caller who tries, so that
// one call a minute meets it. The clock is the bubble's, so this takes seconds.
func TestGovernor_thousandObjects(t *testing.T) {
	for name, tt := range map[string]struct {
		objects []object
		scale   float64
		met     bool // whether the quota is met at all
		later   int  // how many calls may meet it in each minute after the first
		most    time.Duration
	}{
		"mixed, a tenth of the quota":       {mixed(1000), 0.1, false, 0, 5 * time.Minute},
		"mixed, a hundredth":                {mixed(1000), 0.01, true, 1, 30 * time.Minute},
		"departments, a tenth of the quota": {departments(1000), 0.1, true, 0, 5 * time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				corp := emulator.New(acctest.Seed(), emulator.WithGovernor(emulator.Governor{Scale: tt.scale, Concurrency: 8}),
					emulator.WithSwitches(emulator.Switches{DirectorySwitches: emulator.DirectorySwitches{DirectoryConflicts: true}}), emulator.WithLatency(30*time.Millisecond))
				web := &inMemory{emulator: corp, began: time.Now(), calls: map[int]int{}, refused: map[int]int{}}
				server, err := providerserver.NewProtocol6WithError(provider.New("test", provider.WithHTTPClient(&http.Client{Transport: web}))())()
				if err != nil {
					t.Fatal(err)
				}
				all, err := server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
				if err != nil {
					t.Fatal(err)
				}
				config := fmt.Sprintf(`{"corp_id":%q,"secret":%q,"contacts_secret":%q,"endpoint":"http://127.0.0.1"}`, acctest.CorpID, acctest.AppSecret, acctest.ContactsSecret)
				if resp, err := server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: &tfprotov6.DynamicValue{JSON: []byte(config)}}); err != nil || complaint(resp.Diagnostics) != nil {
					t.Fatal(err, complaint(resp.Diagnostics))
				}
				(&bulk{t: t, server: server, schemas: all.ResourceSchemas}).run(tt.objects)
				took := time.Since(web.began)

				codes := map[int]int{}
				for _, r := range corp.Requests() {
					codes[r.Code]++
				}
				total := 0
				for _, n := range web.calls {
					total += n
				}
				t.Logf("%d objects in %v: %d calls, 45009 by minute %v, errcodes %v", len(tt.objects), took.Round(time.Second), total, web.refused, codes)
				for _, minute := range slices.Sorted(maps.Keys(web.refused)) {
					if minute > 0 && web.refused[minute] > tt.later {
						t.Errorf("%d calls met the quota in minute %d, want at most %d", web.refused[minute], minute, tt.later)
					}
				}
				if met := len(web.refused) > 0; met != tt.met {
					t.Errorf("the quota was met: %v, want %v", met, tt.met)
				}
				if took > tt.most {
					t.Errorf("took %v, want at most %v", took, tt.most)
				}
				if v := corp.Violations(); len(v) > 0 {
					t.Errorf("WeCom does not define %s", strings.Join(v, "; "))
				}
				if got := made(corp.Corp()); got != len(tt.objects) {
					t.Errorf("%d objects were made, want %d", got, len(tt.objects))
				}
			})
		})
	}
}

// made counts what the corp has beyond the seed.
func made(c emulator.Corp) int {
	return len(c.Departments) - 1 + len(c.TagGroups) + len(c.ContactWays) + len(c.AcquisitionLinks) + len(c.InterceptRules)
}
