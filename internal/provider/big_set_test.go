// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"

	corp "github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/followuser"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/inventory"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/member"
)

// Sets that may hold a whole corp must not be sets of the framework, which compares each element with each other one:
// 10,600 members took minutes.
func TestSetsOfACorpAreBig(t *testing.T) {
	managed := make([]path.Path, 0, len(corp.Kinds()))
	for _, kind := range corp.Kinds() {
		managed = append(managed, path.Root("managed").AtName(string(kind)))
	}
	for _, c := range []struct {
		source datasource.DataSource
		sets   []path.Path
	}{
		{followuser.NewListDataSource(), []path.Path{path.Root("user_ids")}},
		{member.NewListDataSource(), []path.Path{path.Root("user_ids")}},
		{inventory.NewDataSource(), managed},
	} {
		var resp datasource.SchemaResponse
		c.source.Schema(t.Context(), datasource.SchemaRequest{}, &resp)
		for _, at := range c.sets {
			got, diags := resp.Schema.AttributeAtPath(t.Context(), at)
			if diags.HasError() || !got.GetType().Equal(field.StringSet) {
				t.Errorf("%T: %s is a %v", c.source, at, got)
			}
		}
	}
}
