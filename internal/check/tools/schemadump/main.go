// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Command schemadump prints the schema of this provider as "terraform providers schema -json" would, on any machine and
// without a command line, and writes mocks for "terraform test". "make generate" feeds the former to tfplugindocs; with
// -areas, each description then begins with the area under which its page stands, which the templates cut off.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/schemadump"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/provider"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/catalogue"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("schemadump: ")
	address := flag.String("address", "registry.terraform.io/terraform-wecom/wecom",
		"`key` under which the schema is written")
	mocks := flag.String("mocks", "", "`file` to write mocks for \"terraform test\" to, too")
	areas := flag.Bool("areas", false, "begin each description with the area of the page")
	flag.Parse()

	made := provider.New("dev")()
	server := providerserver.NewProtocol6(made)()
	text, err := schemadump.Dump(context.Background(), server, *address)
	if err == nil && *areas {
		text, err = withAreas(text, *address, areaOf(context.Background(), made))
	}
	if err != nil {
		log.Fatal(err)
	}
	if *mocks != "" {
		made, err := schemadump.Mocks(context.Background(), server)
		if err == nil {
			err = os.WriteFile(*mocks, made, 0o644) //nolint:gosec // a file of the repository
		}
		if err != nil {
			log.Fatal(err)
		}
	}
	if _, err := os.Stdout.Write(text); err != nil {
		log.Fatal(err)
	}
}

// withAreas puts the area before each description, and the character U+001F between them.
func withAreas(dump []byte, address string, areas map[string]kind.Area) ([]byte, error) {
	var all map[string]any
	if err := json.Unmarshal(dump, &all); err != nil {
		return nil, err
	}
	at := func(v any, key string) map[string]any {
		m, _ := v.(map[string]any)
		next, _ := m[key].(map[string]any)
		return next
	}
	schemas := at(at(all, "provider_schemas"), address)
	for _, of := range []string{"resource_schemas", "data_source_schemas", "list_resource_schemas"} {
		for name, schema := range at(schemas, of) {
			if areas[name] == "" {
				return nil, fmt.Errorf("%s belongs to no area", name)
			}
			block := at(schema, "block")
			block["description"] = fmt.Sprintf("%s\x1f%s", areas[name], block["description"])
		}
	}
	return json.Marshal(all)
}

// areaOf is the area of each resource and data source: that of its noun, or its own, or the corp.
func areaOf(ctx context.Context, p frameworkprovider.Provider) map[string]kind.Area {
	areas := map[string]kind.Area{}
	name := func(s datasource.DataSource) string {
		var resp datasource.MetadataResponse
		s.Metadata(ctx, datasource.MetadataRequest{ProviderTypeName: "wecom"}, &resp)
		return resp.TypeName
	}
	for _, newSource := range p.DataSources(ctx) {
		s := newSource()
		areas[name(s)] = kind.TheCorp
		if own, ok := s.(interface{ Area() kind.Area }); ok {
			areas[name(s)] = own.Area()
		}
	}
	for _, noun := range catalogue.Nouns {
		about := noun.About()
		areas[about.Type] = about.Area
		for _, newSource := range noun.DataSources() {
			areas[name(newSource())] = about.Area
		}
	}
	return areas
}
