// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package schemadump_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/schemadump"
)

const address = "registry.terraform.io/terraform-wecom/wecom"

// TestAccDump_equalsCLI compares with what the command line under test prints for the same provider.
func TestAccDump_equalsCLI(t *testing.T) {
	t.Parallel()
	cli := findCLI(t)
	server := providerserver.NewProtocol6(sampleProvider{})

	text, err := schemadump.Dump(t.Context(), server(), address)
	if err != nil {
		t.Fatal(err)
	}
	got := decode(t, text)

	dir := t.TempDir()
	config := "terraform {\n  required_providers {\n    wecom = { source = \"" + address + "\" }\n  }\n}\n"
	if err := os.WriteFile(filepath.Join(dir, "main.tf"), []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	env := append(os.Environ(), "TF_CLI_CONFIG_FILE="+os.DevNull, "CHECKPOINT_DISABLE=1",
		"TF_REATTACH_PROVIDERS="+serve(t, server))
	run(t, cli, dir, env, "init", "-input=false", "-no-color")
	want := decode(t, run(t, cli, dir, env, "providers", "schema", "-json"))

	removed := removeUnknownToCLI(got, want)
	if len(removed) > 0 {
		t.Logf("%s does not know, and leaves out: %s", cli, strings.Join(removed, ", "))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s prints another schema (-CLI +ours):\n%s", cli, diff)
	}
}

// TestDump_holdsEverything does not need a command line: each kind of thing, and each key that older ones lack.
func TestDump_holdsEverything(t *testing.T) {
	t.Parallel()
	text, err := schemadump.Dump(t.Context(), providerserver.NewProtocol6(sampleProvider{})(), "wecom")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []struct {
		path  []string
		value any
	}{
		{[]string{"format_version"}, "1.0"},
		{[]string{"resource_schemas", "wecom_sample", "version"}, 3.0},
		{[]string{"resource_schemas", "wecom_sample", "block", "deprecation_message"}, "use another"},
		{[]string{"resource_schemas", "wecom_sample", "block", "attributes", "password", "write_only"}, true},
		{[]string{"resource_schemas", "wecom_sample", "block", "attributes", "map", "nested_type", "nesting_mode"}, "map"},
		{[]string{"resource_schemas", "wecom_sample", "block", "attributes", "ids", "type"}, []any{"set", "number"}},
		{[]string{"resource_schemas", "wecom_sample", "block", "block_types", "rule", "nesting_mode"}, "list"},
		{[]string{"resource_identity_schemas", "wecom_sample", "attributes", "id", "required_for_import"}, true},
		{[]string{"resource_identity_schemas", "wecom_sample", "attributes", "corp_id", "optional_for_import"}, true},
		{[]string{"data_source_schemas", "wecom_samples", "block", "attributes", "ids", "computed"}, true},
		{[]string{"ephemeral_resource_schemas", "wecom_token", "block", "attributes", "token", "sensitive"}, true},
		{[]string{"list_resource_schemas", "wecom_sample", "block", "attributes", "parent_id", "optional"}, true},
		{[]string{"action_schemas", "wecom_send", "block", "attributes", "text", "required"}, true},
		{[]string{"functions", "join_path", "variadic_parameter", "name"}, "rest"},
	} {
		var value any = decode(t, text)
		path := want.path
		if path[0] != "format_version" {
			path = append([]string{"provider_schemas", "wecom"}, path...)
		}
		for _, key := range path {
			object, _ := value.(map[string]any)
			value = object[key]
		}
		if diff := cmp.Diff(want.value, value); diff != "" {
			t.Errorf("%s (-want +got):\n%s", strings.Join(path, "."), diff)
		}
	}
}

func TestDump_reportsProviderErrors(t *testing.T) {
	t.Parallel()
	_, err := schemadump.Dump(t.Context(), faultyServer{}, "wecom")
	if want := "the provider's schemas: Bad schema: no type"; err == nil || err.Error() != want {
		t.Errorf("error = %v, want %q", err, want)
	}
}

type faultyServer struct{ tfprotov6.ProviderServer }

func (faultyServer) GetProviderSchema(context.Context, *tfprotov6.GetProviderSchemaRequest) (*tfprotov6.GetProviderSchemaResponse, error) {
	return &tfprotov6.GetProviderSchemaResponse{Diagnostics: []*tfprotov6.Diagnostic{
		{Severity: tfprotov6.DiagnosticSeverityWarning, Summary: "Odd schema"},
		{Severity: tfprotov6.DiagnosticSeverityError, Summary: "Bad schema", Detail: "no type"},
	}}, nil
}

// findCLI returns the command line that plugin-testing would use, too.
func findCLI(t *testing.T) string {
	t.Helper()
	if path := os.Getenv("TF_ACC_TERRAFORM_PATH"); path != "" {
		return path
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("neither TF_ACC_TERRAFORM_PATH nor terraform or tofu on the PATH: use make test, which gets one")
	return ""
}

// serve runs the provider inside this process and returns what TF_REATTACH_PROVIDERS needs to find it.
func serve(t *testing.T, server func() tfprotov6.ProviderServer) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	attach, closed := make(chan *plugin.ReattachConfig), make(chan struct{})
	failed := make(chan error, 1)
	go func() {
		failed <- tf6server.Serve(address, server,
			tf6server.WithDebug(ctx, attach, closed),
			tf6server.WithGoPluginLogger(hclog.NewNullLogger()),
			tf6server.WithLoggingSink(t))
	}()
	t.Cleanup(func() {
		cancel()
		<-closed
	})
	select {
	case err := <-failed:
		t.Fatalf("serving the sample provider: %v", err)
	case config := <-attach:
		type addr struct{ Network, String string }
		text, err := json.Marshal(map[string]any{address: map[string]any{
			"Protocol": string(config.Protocol), "ProtocolVersion": config.ProtocolVersion,
			"Pid": config.Pid, "Test": true,
			"Addr": addr{Network: config.Addr.Network(), String: config.Addr.String()},
		}})
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	return ""
}

func run(t *testing.T, cli, dir string, env []string, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), cli, args...)
	cmd.Dir, cmd.Env = dir, env
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("%s %s: %v\n%s%s", cli, strings.Join(args, " "), err, out, exit.Stderr)
		}
		t.Fatal(err)
	}
	return out
}

func decode(t *testing.T, text []byte) map[string]any {
	t.Helper()
	var value map[string]any
	if err := json.Unmarshal(text, &value); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
	return value
}

// newerSections are those that some supported command line does not print: Terraform before 1.12 (identity) and 1.14
// (list resources, actions), and OpenTofu.
var newerSections = []string{"resource_identity_schemas", "list_resource_schemas", "action_schemas"}

// removeUnknownToCLI removes from got what the command line that printed want does not know, and returns the names: a
// section of newerSections that it does not have, and the deprecation messages of a section in which it prints none. A
// command line that knows something must agree on its value everywhere. From want it removes the empty descriptions of
// parameters, which OpenTofu alone writes out.
func removeUnknownToCLI(got, want map[string]any) []string {
	var removed []string
	gotProvider, wantProvider := onlyProvider(got), onlyProvider(want)
	for section, value := range gotProvider {
		known, ok := wantProvider[section]
		switch {
		case !ok && slices.Contains(newerSections, section):
			delete(gotProvider, section)
			removed = append(removed, section)
		case !hasKey(known, "deprecation_message") && hasKey(value, "deprecation_message"):
			removeKey(value, "deprecation_message", func(any) bool { return true })
			removed = append(removed, section+" deprecation_message")
		}
	}
	removeKey(wantProvider["functions"], "description", func(v any) bool { return v == "" })
	slices.Sort(removed)
	return removed
}

func onlyProvider(document map[string]any) map[string]any {
	providers, _ := document["provider_schemas"].(map[string]any)
	provider, _ := providers[address].(map[string]any)
	return provider
}

func hasKey(value any, key string) bool {
	found := false
	walkObjects(value, func(object map[string]any) {
		_, ok := object[key]
		found = found || ok
	})
	return found
}

func removeKey(value any, key string, condition func(any) bool) {
	walkObjects(value, func(object map[string]any) {
		if inner, ok := object[key]; ok && condition(inner) {
			delete(object, key)
		}
	})
}

func walkObjects(value any, visit func(map[string]any)) {
	switch value := value.(type) {
	case map[string]any:
		visit(value)
		for _, inner := range value {
			walkObjects(inner, visit)
		}
	case []any:
		for _, inner := range value {
			walkObjects(inner, visit)
		}
	}
}
