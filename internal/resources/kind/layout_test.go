// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kind

import (
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
)

type person struct {
	Object
	Name  types.String `tfsdk:"name"`
	Rank  field.Whole  `tfsdk:"rank"`
	Tags  types.List   `tfsdk:"tags"`
	House types.Object `tfsdk:"house"`
}

var personSchema = schema.Schema{Attributes: map[string]schema.Attribute{
	"id":                  schema.StringAttribute{Computed: true},
	"deletion_protection": schema.BoolAttribute{Optional: true},
	"name":                schema.StringAttribute{Optional: true},
	"rank":                schema.Int64Attribute{CustomType: field.WholeType{}, Optional: true},
	"tags":                schema.ListAttribute{ElementType: types.StringType, Optional: true},
	"house":               schema.SingleNestedAttribute{Attributes: map[string]schema.Attribute{"rooms": schema.Int64Attribute{Optional: true}}, Optional: true},
}}

// Values go into the struct and out of it as the framework has them go, mistakes included.
func TestLayout_asTheFramework(t *testing.T) {
	ctx := t.Context()
	l := layoutOf[person](ctx, personSchema.Type())
	house, _ := l.object.AttributeTypes["house"].(tftypes.Object)
	words, _ := l.object.AttributeTypes["tags"].(tftypes.List)
	text := func(s any) tftypes.Value { return tftypes.NewValue(tftypes.String, s) }
	for name, change := range map[string]map[string]tftypes.Value{
		"nothing":    nil,
		"everything": {"id": text("42"), "deletion_protection": tftypes.NewValue(tftypes.Bool, true), "name": text("张三"), "rank": tftypes.NewValue(tftypes.Number, 7), "tags": tftypes.NewValue(words, []tftypes.Value{text("a"), text(nil)}), "house": tftypes.NewValue(house, map[string]tftypes.Value{"rooms": tftypes.NewValue(tftypes.Number, 3)})},
		"unknown":    {"id": text(tftypes.UnknownValue), "rank": tftypes.NewValue(tftypes.Number, tftypes.UnknownValue), "tags": tftypes.NewValue(words, tftypes.UnknownValue), "house": tftypes.NewValue(house, tftypes.UnknownValue)},
		"a fraction": {"rank": tftypes.NewValue(tftypes.Number, big.NewFloat(1.5))},
	} {
		t.Run(name, func(t *testing.T) {
			values := attributes(nulls(l.object))
			for name, v := range change {
				values[name] = v
			}
			raw := tftypes.NewValue(l.object, values)
			state := tfsdk.State{Schema: personSchema, Raw: raw}
			var want, got person
			var diags diag.Diagnostics
			wantDiags := state.Get(ctx, &want)
			if l.load(ctx, raw, &got, &diags) == wantDiags.HasError() {
				t.Errorf("loaded, with %v; the framework: %v", diags, wantDiags)
			}
			if d := cmp.Diff(wantDiags, diags); d != "" {
				t.Errorf("diagnostics (-framework +layout):\n%s", d)
			}
			if wantDiags.HasError() {
				return
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("struct (-framework +layout):\n%s", d)
			}
			saved, ok := l.save(ctx, &got, &diags)
			if !ok || !saved.Equal(raw) {
				t.Errorf("saved %s, want %s; %v", saved, raw, diags)
			}
		})
	}
}

// What is no object, and a value that is not of its attribute, is an error: the value written before stays.
func TestLayout_mistakes(t *testing.T) {
	ctx := t.Context()
	l := layoutOf[person](ctx, personSchema.Type())
	var diags diag.Diagnostics
	if l.load(ctx, tftypes.NewValue(l.object, nil), new(person), &diags) || !diags.HasError() {
		t.Errorf("an object that is null was loaded; %v", diags)
	}
	diags = nil
	if _, ok := l.save(ctx, &person{House: types.ObjectNull(nil)}, &diags); ok || !diags.HasError() {
		t.Errorf("an object of another type was saved; %v", diags)
	}
}

func TestLayout_ofAnotherStruct(t *testing.T) {
	for name, tt := range map[string]struct {
		lay  func()
		want string
	}{
		"attributes that the struct lacks": {func() {
			layoutOf[struct {
				Object
			}](t.Context(), personSchema.Type())
		}, "2 of 6"},
		"another type": {func() {
			layoutOf[struct {
				Object
				Name types.Bool `tfsdk:"name"`
			}](t.Context(), personSchema.Type())
		}, "name"},
		"no attribute": {func() {
			layoutOf[struct {
				person
				Age types.String `tfsdk:"age"`
			}](t.Context(), personSchema.Type())
		}, "age"},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if said, _ := recover().(string); !strings.Contains(said, tt.want) {
					t.Errorf("it said %q, want %q", said, tt.want)
				}
			}()
			tt.lay()
		})
	}
}
