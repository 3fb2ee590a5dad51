// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package compat_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/compat"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/schemadump"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
)

var (
	update  = flag.Bool("update", false, "write what is compared: the snapshot of the schema, and state files that are missing")
	release = flag.String("release", "", "with -update: write the snapshot of this `version`, which is about to be released, too")
)

const (
	schemaFolder = "testdata/schema"
	fragments    = "../../../.changes/unreleased"
)

func schemaToday(t *testing.T) compat.Schemas {
	t.Helper()
	dump, err := schemadump.Dump(t.Context(), providerserver.NewProtocol6(provider.New("test")())(), "wecom")
	if err != nil {
		t.Fatal(err)
	}
	s, err := compat.FromDump(dump)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func snapshot(t *testing.T, version string) compat.Schemas {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(schemaFolder, version+".json"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := compat.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// byVersion sorts versions such as 0.10.1, oldest first.
func byVersion(versions []string) {
	number := func(version string) (n [3]int) {
		_, _ = fmt.Sscanf(version, "%d.%d.%d", &n[0], &n[1], &n[2])
		return n
	}
	slices.SortFunc(versions, func(a, b string) int {
		x, y := number(a), number(b)
		return slices.Compare(x[:], y[:])
	})
}

// released are the versions that have a snapshot, oldest first.
func released(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(schemaFolder, "[0-9]*.json"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no snapshot of a release: %v", err)
	}
	var versions []string
	for _, file := range files {
		versions = append(versions, strings.TrimSuffix(filepath.Base(file), ".json"))
	}
	byVersion(versions)
	return versions
}

func TestReleased_order(t *testing.T) {
	versions := []string{"0.10.0", "1.0.0", "0.9.1", "0.2.10", "0.2.9"}
	byVersion(versions)
	if got := strings.Join(versions, " "); got != "0.2.9 0.2.10 0.9.1 0.10.0 1.0.0" {
		t.Error(got)
	}
}

// Every change of the schema is seen in review: it comes with a change of the snapshot.
func TestSchema_recorded(t *testing.T) {
	today := schemaToday(t)
	if *update {
		text, err := today.Snapshot()
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"current", *release} {
			if name == "" {
				continue
			}
			if err := os.WriteFile(filepath.Join(schemaFolder, name+".json"), text, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if diff := cmp.Diff(snapshot(t, "current"), today); diff != "" {
		t.Errorf("the schema is not the one recorded in %s/current.json: if that is meant, run make schema-snapshot and commit it (-recorded +today):\n%s", schemaFolder, diff)
	}
}

// What breaks users of the last release is announced to them, and the states of every release can be read.
func TestSchema_unbroken(t *testing.T) {
	announced, err := compat.Announced(fragments)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(fragments); err != nil {
		t.Logf("no folder %s: nothing is announced", fragments)
	}
	today, upgrades, versions := schemaToday(t), upgraders(t), released(t)
	for i, version := range versions {
		for _, c := range compat.Unannounced(compat.Breaking(snapshot(t, version), today, upgrades), announced) {
			switch last := i == len(versions)-1; {
			case c.Never:
				t.Errorf("since %s: %s. Nothing excuses that.", version, c)
			case last:
				t.Errorf("since %s: %s. If that is meant, a fragment of kind BREAKING CHANGES in .changes/unreleased has to name %s.", version, c, c.Address)
			}
		}
	}
}

// upgraders asks the resources themselves.
func upgraders(t *testing.T) compat.Upgrades {
	t.Helper()
	of := map[string]resource.Resource{}
	for _, factory := range provider.New("test")().Resources(t.Context()) {
		r := factory()
		var metadata resource.MetadataResponse
		r.Metadata(t.Context(), resource.MetadataRequest{ProviderTypeName: "wecom"}, &metadata)
		of[metadata.TypeName] = r
	}
	return compat.Upgrades{
		State: func(name string, from int64) bool {
			r, ok := of[name].(resource.ResourceWithUpgradeState)
			if !ok {
				return false
			}
			_, ok = r.UpgradeState(t.Context())[from]
			return ok
		},
		Identity: func(name string, from int64) bool {
			r, ok := of[name].(resource.ResourceWithUpgradeIdentity)
			if !ok {
				return false
			}
			_, ok = r.UpgradeIdentity(t.Context())[from]
			return ok
		},
	}
}

// The snapshot sees what it has to see: an old provider with one attribute more would be reported.
func TestSchema_canFail(t *testing.T) {
	old := schemaToday(t)
	if len(old.Resources) < 6 || len(old.DataSources) < 13 || len(old.ListResources) < 5 || len(old.Functions) < 2 || len(old.EphemeralResources) < 1 || len(old.Identities) < 6 {
		t.Fatal("the snapshot does not hold everything that the provider offers")
	}
	old.Resources["wecom_contact_way"].Block.Attributes["colour"] = compat.Attribute{Type: "string", Optional: true}
	changes := compat.Breaking(old, schemaToday(t), upgraders(t))
	if got := fmt.Sprint(changes); got != "[wecom_contact_way.colour is no attribute any more]" {
		t.Error(got)
	}
	if left := compat.Unannounced(changes, []string{"`wecom_contact_way.colour` is gone, because …"}); len(left) > 0 {
		t.Error(left)
	}
	if len(compat.Unannounced(changes, nil)) != 1 {
		t.Error("what nobody announced is let pass")
	}
}
