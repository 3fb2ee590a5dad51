// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/specimen"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/tfcore"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

// inProcess is Terraform in this process with this provider and an emulator behind it, no socket between them.
func inProcess(t *testing.T, server *emulator.Server) *tfcore.Core {
	t.Helper()
	opts := append(acctest.TestOptions(), provider.WithHTTPClient(&http.Client{Transport: server.Transport()}))
	core, err := tfcore.New(t.Context(), func() tfprotov6.ProviderServer {
		return providerserver.NewProtocol6(provider.New("test", opts...)())()
	}, map[string]any{
		"corp_id": acctest.CorpID, "secret": acctest.AppSecret, "contacts_secret": acctest.ContactsSecret, "endpoint": "http://127.0.0.1",
	})
	if err != nil {
		t.Fatal(err)
	}
	return core
}

// apply plans and applies config and returns the new state with what was said.
func apply(t *testing.T, core *tfcore.Core, state tfcore.State, config tfcore.Config) (tfcore.State, tfcore.Diagnostics, error) {
	t.Helper()
	plan, err := core.Plan(t.Context(), state, config)
	if err != nil {
		t.Fatal(err)
	}
	return core.Apply(t.Context(), plan)
}

// objectNamed is an object of a noun whose names are unique.
func objectNamed(typeName, name string) tfcore.Resource {
	return tfcore.Resource{Type: typeName, Values: specimen.Of(typeName).Named(name)}
}

// A list under count loses its first element, or gains one there: every name shifts by one. With ten changes at a time
// that is one apply without an error; with one at a time nothing says to import what the state has, and a further apply
// ends it.
func TestNamesShift(t *testing.T) {
	const n = 20
	for _, s := range specimen.All() {
		if s.Named == nil {
			continue
		}
		noun := s.Type
		for _, parallel := range []int{10, 2, 1} {
			for _, gains := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, %d at a time, gains %v", noun, parallel, gains), func(t *testing.T) {
					t.Parallel()
					server := emulator.New(s.Seed())
					core := inProcess(t, server)
					list := func(first, end int) tfcore.Config {
						config := tfcore.Config{}
						for i := first; i < end; i++ {
							config[fmt.Sprintf("%s.x[%02d]", noun, i-first)] = objectNamed(noun, fmt.Sprintf("名%02d", i))
						}
						return config
					}
					before, after := list(0, n), list(1, n)
					if gains {
						before, after = after, before
					}
					state, _, err := apply(t, core, tfcore.State{}, before)
					if err != nil {
						t.Fatal(err)
					}
					core.Parallelism = parallel
					server.ResetRequests()
					applies := 1
					state, diags, err := apply(t, core, state, after)
					for ; err != nil && applies < 3; applies++ {
						for _, d := range diags {
							if parallel > 1 || strings.Contains(d.String(), "import it") && !strings.Contains(d.String(), "apply again") {
								t.Errorf("%s", d)
							}
						}
						state, diags, err = apply(t, core, state, after)
					}
					if err != nil {
						t.Fatal(err)
					}
					t.Logf("%d applies, %d writes", applies, len(server.Writes()))
					plan, err := core.Plan(t.Context(), state, after)
					if err != nil || !plan.Empty() {
						t.Errorf("the names are not as wanted: %v %v", plan, err)
					}
				})
			}
		}
	}
}
