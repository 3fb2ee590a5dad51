// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// AnswerEnd splits answers that follow each other in the input of a fuzz target: the record separator, which no JSON
// text holds.
const AnswerEnd = "\x1e"

// hostileToken is what the hostile WeCom hands out.
const hostileToken = "canary-hostile-token-51c8"

// Bounds of one operation, whatever the answers are.
const (
	maxHostileCalls = 1000
	maxHostileTime  = 30 * time.Minute // of the bubble's clock
	maxHostileText  = 16 << 10         // bytes of one message
)

// hostile is a WeCom in memory that gives any answer to anything: the answers in turn, of which the last one repeats.
type hostile struct {
	mu      sync.Mutex // an inventory asks for several nouns at once
	answers [][]byte
	calls   int
}

func (h *hostile) RoundTrip(r *http.Request) (*http.Response, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.calls++; h.calls > maxHostileCalls {
		panic("calls without end, at last " + r.URL.Path)
	}
	body := []byte(`{"errcode":0,"errmsg":"ok","access_token":"` + hostileToken + `","expires_in":7200}`)
	if !strings.HasSuffix(r.URL.Path, "/gettoken") {
		body = h.answers[0]
		if len(h.answers) > 1 {
			h.answers = h.answers[1:]
		}
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{"Content-Type": {"application/json"}}, Request: r,
		Body: io.NopCloser(bytes.NewReader(body)),
	}, nil
}

// underHostile runs fn with a provider in front of a hostile WeCom, on a clock of its own, and checks that it ends.
func underHostile(t *testing.T, answers []byte, fn func(t *testing.T, s *hostileServer)) {
	t.Helper()
	all, err := schemasOnce(t.Context())
	if err != nil || failed(t, all.Diagnostics) {
		t.Fatalf("schema: %v", err)
	}
	synctest.Test(t, func(t *testing.T) {
		began := time.Now()
		h := &hostile{answers: bytes.Split(answers, []byte(AnswerEnd))}
		s := &hostileServer{wecom: h}
		var err error
		s.server, err = providerserver.NewProtocol6WithError(provider.New("test",
			provider.WithHTTPClient(&http.Client{Transport: h}),
			provider.WithRetry(client.RetryPolicy{MaxRetries: 1}),
		)())()
		if err != nil {
			t.Fatal(err)
		}
		s.all = all
		config := `{"corp_id":"` + CorpID + `","secret":"` + AppSecret + `","contacts_secret":"` + ContactsSecret + `","endpoint":"https://wecom.invalid"}`
		resp, err := s.server.ConfigureProvider(t.Context(), &tfprotov6.ConfigureProviderRequest{Config: &tfprotov6.DynamicValue{JSON: []byte(config)}})
		if err != nil || failed(t, resp.Diagnostics) {
			t.Fatalf("configure: %v %v", err, resp)
		}
		fn(t, s)
		if took := time.Since(began); took > maxHostileTime {
			t.Fatalf("took %v of virtual time", took)
		}
	})
}

type hostileServer struct {
	server tfprotov6.ProviderServer
	wecom  *hostile
	all    *tfprotov6.GetProviderSchemaResponse
}

// hostileSchemas are the schemas of the provider, which no answer of WeCom changes: making them takes longer than what
// is tried.
var hostileSchemas struct {
	once sync.Once
	all  *tfprotov6.GetProviderSchemaResponse
	err  error
}

func schemasOnce(ctx context.Context) (*tfprotov6.GetProviderSchemaResponse, error) {
	s := &hostileSchemas
	s.once.Do(func() {
		s.all, s.err = providerserver.NewProtocol6(provider.New("test")())().GetProviderSchema(ctx, &tfprotov6.GetProviderSchemaRequest{})
	})
	return s.all, s.err
}

// failed checks that every message can be shown and reports whether one is an error.
func failed(t *testing.T, diags []*tfprotov6.Diagnostic) bool {
	t.Helper()
	bad := false
	for _, d := range diags {
		text := d.Summary + "\n" + d.Detail
		switch {
		case strings.Contains(text, AppSecret), strings.Contains(text, ContactsSecret), strings.Contains(text, hostileToken):
			t.Fatalf("secret in %q", text)
		case len(text) > maxHostileText:
			t.Fatalf("%d bytes of message: %.300q", len(text), text)
		case !utf8.ValidString(text):
			t.Fatalf("broken UTF-8 in %q", text)
		case strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }):
			t.Fatalf("a control character in %q", text)
		case strings.Contains(text, "report this issue to the provider"), strings.Contains(text, "always an error in the provider"):
			t.Fatalf("an answer of WeCom made this: %s", text)
		}
		bad = bad || d.Severity == tfprotov6.DiagnosticSeverityError
	}
	return bad
}

// FuzzResource adds a fuzz target for a resource type. Input is what WeCom answers to each call. An import with refresh
// must fail clearly or give a state of the schema's types that a plan of the same configuration leaves alone; a create
// of config (JSON) must fail clearly or keep what was planned.
func FuzzResource(f *testing.F, typeName, id, config string, seeds ...string) {
	f.Helper()
	for _, s := range append(seeds, hostileAnswers...) {
		f.Add(false, []byte(s))
		f.Add(true, []byte(s))
	}
	f.Fuzz(func(t *testing.T, create bool, answers []byte) {
		underHostile(t, answers, func(t *testing.T, s *hostileServer) {
			t.Helper()
			if create {
				s.create(t, typeName, config)
			} else {
				s.refresh(t, typeName, id)
			}
		})
	})
}

// Hostile is an object for FuzzResources, or a question for FuzzDataSources: its id, a configuration (JSON), and
// answers beside the usual.
type Hostile struct {
	Type, ID, Config string
	Answers          []string
}

// FuzzResources adds a fuzz target for resource types. Input is what WeCom answers to each call. An import with refresh
// must fail clearly or give a state of the schema's types that a plan of the same configuration leaves alone; a create
// must fail clearly or keep what was planned.
func FuzzResources(f *testing.F, of []Hostile) {
	f.Helper()
	for i, h := range of {
		for _, s := range append(h.Answers, hostileAnswers...) {
			f.Add(byte(i), false, []byte(s))
			f.Add(byte(i), true, []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, n byte, create bool, answers []byte) {
		h := of[int(n)%len(of)]
		underHostile(t, answers, func(t *testing.T, s *hostileServer) {
			t.Helper()
			if create {
				s.create(t, h.Type, h.Config)
			} else {
				s.refresh(t, h.Type, h.ID)
			}
		})
	})
}

var hostileAnswers = []string{
	``, `{}`, `null`, `{"errcode":0}`, `<html>`, `{"errcode":-1,"errmsg":"busy"}`, `{"errcode":60011,"errmsg":"no privilege"}`,
	`{"errcode":0,"errmsg":"ok. Warning: wrong json format. "}`, `{"errcode":40014,"errmsg":"invalid access_token"}`,
}

// DataSources are the schemas of all data sources.
func DataSources(f *testing.F) map[string]*tfprotov6.Schema {
	f.Helper()
	all, err := schemasOnce(f.Context())
	if err != nil {
		f.Fatal(err)
	}
	return all.DataSourceSchemas
}

// FuzzDataSources adds a fuzz target for data sources.
func FuzzDataSources(f *testing.F, of []Hostile) {
	f.Helper()
	for i, h := range of {
		for _, s := range append(h.Answers, hostileAnswers...) {
			f.Add(byte(i), []byte(s))
		}
	}
	f.Fuzz(func(t *testing.T, n byte, answers []byte) {
		typeName, config := of[int(n)%len(of)].Type, of[int(n)%len(of)].Config
		underHostile(t, answers, func(t *testing.T, s *hostileServer) {
			t.Helper()
			resp, err := s.server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{
				TypeName: typeName, Config: &tfprotov6.DynamicValue{JSON: []byte(config)},
			})
			if err != nil {
				t.Fatal(err)
			}
			if failed(t, resp.Diagnostics) {
				return
			}
			state := value(t, resp.State, s.all.DataSourceSchemas[typeName].ValueType())
			if state.IsNull() {
				t.Fatalf("%s: neither an error nor a value", typeName)
			}
			sound(t, state)
		})
	})
}

func value(t *testing.T, v *tfprotov6.DynamicValue, as tftypes.Type) tftypes.Value {
	t.Helper()
	out, err := v.Unmarshal(as)
	if err != nil {
		t.Fatalf("not a value of the schema: %v", err)
	}
	return out
}

// sound checks what the types of the schema alone do not say.
func sound(t *testing.T, v tftypes.Value) {
	t.Helper()
	if !v.IsFullyKnown() {
		t.Fatalf("unknown values: %s", v)
	}
	err := tftypes.Walk(v, func(path *tftypes.AttributePath, v tftypes.Value) (bool, error) {
		var text string
		if v.IsNull() || !v.Type().Is(tftypes.String) {
			return true, nil
		}
		if err := v.As(&text); err != nil {
			return false, err
		}
		if !utf8.ValidString(text) {
			return false, fmt.Errorf("%s is broken UTF-8: %q", path, text)
		}
		if strings.HasSuffix(path.String(), `_at")`) {
			_, err := time.Parse(time.RFC3339, text)
			return err == nil, err
		}
		return true, nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func dynamic(t *testing.T, v tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()
	out, err := tfprotov6.NewDynamicValue(v.Type(), v)
	if err != nil {
		t.Fatal(err)
	}
	return &out
}

// refresh imports, reads, and plans what was read.
func (s *hostileServer) refresh(t *testing.T, typeName, id string) {
	t.Helper()
	imported, err := s.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: typeName, ID: id})
	if err != nil {
		t.Fatal(err)
	}
	if failed(t, imported.Diagnostics) {
		return
	}
	got := imported.ImportedResources[0]
	read, err := s.server.ReadResource(t.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: typeName, CurrentState: got.State, Private: got.Private, CurrentIdentity: got.Identity,
	})
	if err != nil {
		t.Fatal(err)
	}
	if failed(t, read.Diagnostics) {
		return
	}
	schema := s.all.ResourceSchemas[typeName]
	state := value(t, read.NewState, schema.ValueType())
	if state.IsNull() {
		return // gone
	}
	sound(t, state)
	plan, err := s.server.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: read.NewState, ProposedNewState: read.NewState, PriorPrivate: read.Private, PriorIdentity: read.NewIdentity,
		Config: dynamic(t, configured(t, schema.Block.Attributes, state)),
	})
	if err != nil {
		t.Fatal(err)
	}
	if failed(t, plan.Diagnostics) {
		return
	}
	planned := value(t, plan.PlannedState, schema.ValueType())
	if diff, err := planned.Diff(state); err != nil || len(diff) > 0 || len(plan.RequiresReplace) > 0 {
		t.Fatalf("what was read is planned again: %v (%v), replacing for %v\nstate   %s", diff, err, plan.RequiresReplace, state)
	}
}

// configured is the configuration that has all of state which can be written.
func configured(t *testing.T, attributes []*tfprotov6.SchemaAttribute, state tftypes.Value) tftypes.Value {
	t.Helper()
	var in map[string]tftypes.Value
	if err := state.As(&in); err != nil {
		t.Fatal(err)
	}
	out := map[string]tftypes.Value{}
	for name, v := range in {
		out[name] = v
	}
	for _, a := range attributes {
		v := in[a.Name]
		switch {
		case a.Computed && !a.Optional:
			out[a.Name] = tftypes.NewValue(v.Type(), nil)
		case a.NestedType != nil && !v.IsNull():
			out[a.Name] = configuredNested(t, a.NestedType, v)
		}
	}
	return tftypes.NewValue(state.Type(), out)
}

func configuredNested(t *testing.T, of *tfprotov6.SchemaObject, v tftypes.Value) tftypes.Value {
	t.Helper()
	switch of.Nesting {
	case tfprotov6.SchemaObjectNestingModeSingle:
		return configured(t, of.Attributes, v)
	case tfprotov6.SchemaObjectNestingModeMap:
		var in map[string]tftypes.Value
		if err := v.As(&in); err != nil {
			t.Fatal(err)
		}
		out := map[string]tftypes.Value{}
		for key, e := range in {
			out[key] = configured(t, of.Attributes, e)
		}
		return tftypes.NewValue(v.Type(), out)
	case tfprotov6.SchemaObjectNestingModeList:
		var in []tftypes.Value
		if err := v.As(&in); err != nil {
			t.Fatal(err)
		}
		out := make([]tftypes.Value, len(in))
		for i, e := range in {
			out[i] = configured(t, of.Attributes, e)
		}
		return tftypes.NewValue(v.Type(), out)
	default: // set
	}
	t.Fatalf("no resource has used nesting mode %v yet", of.Nesting)
	return v
}

// create plans and applies config, which nothing exists of yet.
func (s *hostileServer) create(t *testing.T, typeName, config string) {
	t.Helper()
	schema := s.all.ResourceSchemas[typeName]
	as := schema.ValueType()
	wanted := dynamic(t, value(t, &tfprotov6.DynamicValue{JSON: []byte(config)}, as))
	plan, err := s.server.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: typeName, PriorState: dynamic(t, tftypes.NewValue(as, nil)), ProposedNewState: wanted, Config: wanted,
	})
	if err != nil {
		t.Fatal(err)
	}
	if failed(t, plan.Diagnostics) {
		return
	}
	applied, err := s.server.ApplyResourceChange(t.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: typeName, PriorState: dynamic(t, tftypes.NewValue(as, nil)), PlannedState: plan.PlannedState, Config: wanted,
		PlannedPrivate: plan.PlannedPrivate, PlannedIdentity: plan.PlannedIdentity,
	})
	if err != nil {
		t.Fatal(err)
	}
	state := value(t, applied.NewState, as)
	sound(t, state)
	if failed(t, applied.Diagnostics) {
		return
	}
	if state.IsNull() {
		t.Fatal("neither an error nor an object")
	}
	planned := value(t, plan.PlannedState, as)
	diff, err := planned.Diff(state)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range diff {
		if d.Value1 != nil && d.Value1.IsFullyKnown() {
			t.Fatalf("inconsistent result: %s\nplanned %s\nstate   %s", fmt.Sprint(d), planned, state)
		}
	}
}
