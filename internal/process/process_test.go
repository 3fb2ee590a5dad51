// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package process

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"testing"
	"weak"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

func TestQuiet(t *testing.T) {
	off := map[string]string{"TF_LOG_SDK": "OFF", "TF_LOG_SDK_FRAMEWORK": "OFF", "TF_LOG_SDK_PROTO": "OFF", "TF_LOG_PROVIDER_WECOM": "OFF"}
	butOne := maps.Clone(off)
	delete(butOne, "TF_LOG_SDK_PROTO")
	for name, tt := range map[string]struct {
		env, want map[string]string
		silence   bool
	}{
		"nobody reads":     {nil, off, true},
		"everything":       {map[string]string{"TF_LOG": "TRACE"}, nil, false},
		"as JSON":          {map[string]string{"TF_LOG": "JSON"}, nil, false},
		"providers only":   {map[string]string{"TF_LOG_PROVIDER": "INFO"}, nil, false},
		"the core only":    {map[string]string{"TF_LOG_CORE": "TRACE"}, off, true},
		"a level is given": {map[string]string{"TF_LOG_SDK_PROTO": "WARN"}, butOne, false},
	} {
		t.Run(name, func(t *testing.T) {
			var got map[string]string
			silence := quiet(func(name string) string { return tt.env[name] }, func(name, value string) error {
				if got == nil {
					got = map[string]string{}
				}
				got[name] = value
				return nil
			})
			if d := cmp.Diff(tt.want, got); d != "" || silence != tt.silence {
				t.Errorf("silence %v, want %v; %s", silence, tt.silence, d)
			}
		})
	}
}

type key struct{}

// payload stands for the loggers in the context of a call.
type payload [4 << 10]byte

// callOnce makes a call whose context holds a payload and nothing else does.
func callOnce(t *testing.T, s tfprotov6.ProviderServer) weak.Pointer[payload] {
	t.Helper()
	held := new(payload)
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, held))
	defer cancel()
	// The answer does not matter: without a configuration it is an error.
	_, _ = s.ValidateResourceConfig(ctx, &tfprotov6.ValidateResourceConfigRequest{TypeName: "wecom_department"})
	return weak.Make(held)
}

// The framework remembers every call; what it remembers must not be much.
func TestForgetful_letsContextsGo(t *testing.T) {
	framework := providerserver.NewProtocol6(provider.New("test")())()
	served := forgetful(framework)
	if _, ok := served.(forgetfulServer); !ok {
		t.Fatalf("the framework's server, a %T, was left as it is", framework)
	}
	left := callOnce(t, served)
	runtime.GC()
	if left.Value() != nil {
		t.Error("the context of a call that has ended is still held")
	}
	runtime.KeepAlive(served)
}

func TestLend(t *testing.T) {
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "logger"))
	defer cancel()
	var kept context.Context
	got, err := lend(ctx, 7, func(ctx context.Context, n int) (int, error) {
		kept = ctx
		child, cancelChild := context.WithCancel(ctx)
		defer cancelChild()
		if child.Value(key{}) != "logger" || ctx.Err() != nil {
			t.Errorf("during the call: value %v, error %v", child.Value(key{}), ctx.Err())
		}
		cancel() // the CLI was interrupted
		<-child.Done()
		return n + 1, errors.New("stopped")
	})
	if got != 8 || err == nil || err.Error() != "stopped" {
		t.Errorf("got %d, %v", got, err)
	}
	if kept.Value(key{}) != nil || !errors.Is(kept.Err(), context.Canceled) {
		t.Errorf("after the call: value %v, error %v", kept.Value(key{}), kept.Err())
	}
	if _, ok := kept.Deadline(); ok {
		t.Error("a call that has ended has a deadline")
	}
	<-kept.Done()
}

// The framework gets a context that ends with the call and holds no logger.
func TestSilent(t *testing.T) {
	served, ok := silent(providerserver.NewProtocol6(provider.New("test")())()).(silentServer)
	if !ok {
		t.Fatal("the framework's server was left as it is")
	}
	seen := &spy{wholeServer: served.wholeServer}
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "logger"))
	cancel()
	if _, err := (silentServer{seen}).PlanResourceChange(ctx, nil); err != nil {
		t.Fatal(err)
	}
	if seen.ctx.Value(key{}) != nil || !errors.Is(seen.ctx.Err(), context.Canceled) {
		t.Errorf("value %v, error %v", seen.ctx.Value(key{}), seen.ctx.Err())
	}
}

type spy struct {
	wholeServer
	ctx context.Context //nolint:containedctx // what the test looks at
	req *tfprotov6.PlanResourceChangeRequest
}

func (s *spy) PlanResourceChange(ctx context.Context, req *tfprotov6.PlanResourceChangeRequest) (*tfprotov6.PlanResourceChangeResponse, error) {
	if s.ctx, s.req = ctx, req; req == nil {
		return nil, nil
	}
	return &tfprotov6.PlanResourceChangeResponse{PlannedState: req.ProposedNewState}, nil
}

// The framework gets big sets folded and the CLI as they are; what has none passes as it came.
func TestFolded(t *testing.T) {
	of := provider.New("test")()
	framework := providerserver.NewProtocol6(of)()
	served, ok := Folded(framework, of).(foldedServer)
	if !ok {
		t.Fatal("the framework's server was left as it is")
	}
	seen := &spy{wholeServer: served.wholeServer}
	served.wholeServer = seen
	schemas, err := framework.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	ty, ok := schemas.ResourceSchemas["wecom_contact_tag"].ValueType().(tftypes.Object)
	if !ok {
		t.Fatal("a tag is no object")
	}
	for _, n := range []int{field.FoldFrom - 1, field.FoldFrom} {
		values := map[string]tftypes.Value{}
		for name, of := range ty.AttributeTypes {
			values[name] = tftypes.NewValue(of, nil)
		}
		users := make([]tftypes.Value, 0, n)
		for i := range n {
			users = append(users, tftypes.NewValue(tftypes.String, fmt.Sprintf("u%04d", i)))
		}
		values["user_ids"] = tftypes.NewValue(ty.AttributeTypes["user_ids"], users)
		value, err := tfprotov6.NewDynamicValue(ty, tftypes.NewValue(ty, values))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := served.PlanResourceChange(t.Context(), &tfprotov6.PlanResourceChangeRequest{
			TypeName: "wecom_contact_tag", PriorState: &value, ProposedNewState: &value, Config: &value,
		})
		if err != nil {
			t.Fatal(err)
		}
		for what, v := range map[string]*tfprotov6.DynamicValue{"prior state": seen.req.PriorState, "proposed state": seen.req.ProposedNewState, "configuration": seen.req.Config} {
			if folded := bytes.Contains(v.MsgPack, mark); folded != (n >= field.FoldFrom) {
				t.Errorf("%d members: the %s is folded: %v", n, what, folded)
			}
		}
		if !bytes.Equal(resp.PlannedState.MsgPack, value.MsgPack) {
			t.Errorf("%d members: the answer is not what was planned", n)
		}
	}
}
