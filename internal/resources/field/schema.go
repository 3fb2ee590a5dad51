// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package field

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/booldefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/boolplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Resource are the attributes of the resource.
func (fs Fields) Resource() map[string]schema.Attribute {
	out := make(map[string]schema.Attribute, len(fs))
	for _, f := range fs {
		if !f.only {
			out[f.Name] = f.resource()
		}
	}
	return out
}

func (f Field) resource() schema.Attribute {
	var (
		isRequired = f.mode == required
		isOptional = f.mode == optional || f.mode == managed || f.mode == defaulted || f.mode == resolved
		isComputed = f.mode != required && f.mode != optional
		keeps      = f.mode == shown || f.mode == managed || f.steady
	)
	switch f.shape {
	case block:
		return f.own
	case text:
		a := schema.StringAttribute{Required: isRequired, Optional: isOptional, Computed: isComputed, Sensitive: f.secret, WriteOnly: f.written,
			MarkdownDescription: f.text(), PlanModifiers: f.changes}
		if f.mode != shown && f.mode != live {
			a.Validators = firstOf(f.strings)
		}
		if keeps && len(f.changes) == 0 {
			a.PlanModifiers = []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
		}
		if def, ok := f.def.(types.String); ok {
			a.Default = stringdefault.StaticString(def.ValueString())
		}
		return a
	case number:
		a := schema.Int64Attribute{CustomType: WholeType{}, Required: isRequired, Optional: isOptional, Computed: isComputed,
			MarkdownDescription: f.text(), Validators: f.numbers}
		if keeps {
			a.PlanModifiers = []planmodifier.Int64{int64planmodifier.UseStateForUnknown()}
		}
		if def, ok := f.def.(types.Int64); ok {
			a.Default = int64default.StaticInt64(def.ValueInt64())
		}
		return a
	case flag:
		a := schema.BoolAttribute{Required: isRequired, Optional: isOptional, Computed: isComputed, MarkdownDescription: f.text()}
		if keeps {
			a.PlanModifiers = []planmodifier.Bool{boolplanmodifier.UseStateForUnknown()}
		}
		if f.follows != "" {
			a.PlanModifiers = []planmodifier.Bool{follows{f.follows}}
		}
		if def, ok := f.def.(types.Bool); ok {
			a.Default = booldefault.StaticBool(def.ValueBool())
		}
		return a
	case set:
		a := schema.SetAttribute{CustomType: f.setType, Required: isRequired, Optional: isOptional, Computed: isComputed,
			MarkdownDescription: f.text()}
		if f.mode != shown && f.mode != live {
			a.Validators = f.sets
		}
		if keeps {
			a.PlanModifiers = append(a.PlanModifiers, setplanmodifier.UseStateForUnknown())
		}
		if f.setType.users {
			a.PlanModifiers = append(a.PlanModifiers, sameSpelling{})
		}
		if f.mode == defaulted {
			a.Default = setdefault.StaticValue(Empty(f.setType).SetValue)
		}
		return a
	case object:
		a := schema.SingleNestedAttribute{Required: isRequired, Optional: isOptional, Computed: isComputed,
			MarkdownDescription: f.text(), Validators: f.objects, Attributes: f.fields.Resource()}
		if keeps {
			a.PlanModifiers = []planmodifier.Object{objectplanmodifier.UseStateForUnknown()}
		}
		return a
	case objects:
		a := schema.MapNestedAttribute{Required: isRequired, Optional: isOptional, Computed: isComputed,
			MarkdownDescription: f.text(), Validators: f.maps, NestedObject: schema.NestedAttributeObject{Attributes: f.fields.Resource()}}
		if f.mode == managed {
			a.PlanModifiers = []planmodifier.Map{mapplanmodifier.UseStateForUnknown()}
		}
		return a
	case textList:
		return schema.ListAttribute{ElementType: types.StringType, Required: isRequired, Optional: isOptional, Computed: isComputed,
			MarkdownDescription: f.text(), Validators: f.lists}
	case objectList:
		return schema.ListNestedAttribute{Required: isRequired, Optional: isOptional, Computed: isComputed,
			MarkdownDescription: f.text(), Validators: f.lists, NestedObject: schema.NestedAttributeObject{Attributes: f.fields.Resource()}}
	}
	return nil
}

// Data are the attributes of a data source that shows the object.
func (fs Fields) Data() map[string]datasource.Attribute {
	out := make(map[string]datasource.Attribute, len(fs))
	for _, f := range fs {
		if !f.hidden {
			out[f.Name] = f.data()
		}
	}
	return out
}

func (f Field) data() datasource.Attribute {
	says := f.dataText()
	switch f.shape {
	case block:
		return f.ownData
	case text:
		return datasource.StringAttribute{Computed: true, Sensitive: f.secret, MarkdownDescription: says}
	case number:
		return datasource.Int64Attribute{CustomType: WholeType{}, Computed: true, MarkdownDescription: says}
	case flag:
		return datasource.BoolAttribute{Computed: true, MarkdownDescription: says}
	case set:
		return datasource.SetAttribute{CustomType: f.setType, Computed: true, MarkdownDescription: says}
	case object:
		return datasource.SingleNestedAttribute{Computed: true, MarkdownDescription: says, Attributes: f.fields.Data()}
	case objects:
		return datasource.MapNestedAttribute{Computed: true, MarkdownDescription: says,
			NestedObject: datasource.NestedAttributeObject{Attributes: f.fields.Data()}}
	case textList:
		return datasource.ListAttribute{ElementType: types.StringType, Computed: true, MarkdownDescription: says}
	case objectList:
		return datasource.ListNestedAttribute{Computed: true, MarkdownDescription: says,
			NestedObject: datasource.NestedAttributeObject{Attributes: f.fields.Data()}}
	}
	return nil
}

// Argument is the field as an argument of a data source or a list block by which an object is found; says is its
// description. With alone it is the only way to find one.
func (f Field) Argument(says string, alone bool) datasource.Attribute {
	switch f.shape {
	case number:
		rules := f.numbers
		if f.Name == "id" { // what exists may break the rules of what is made
			rules = []validator.Int64{numberAt{int64validator.AtLeast(1)}}
			if f.numbers != nil {
				rules = []validator.Int64{numberAt{int64validator.Between(1, MaxDepartmentID)}}
			}
		}
		return datasource.Int64Attribute{CustomType: WholeType{}, Required: alone, Optional: !alone, Computed: !alone,
			MarkdownDescription: says, Validators: rules}
	default:
		rules := f.strings
		if f.Name == "id" || f.Name == "name" { // what exists may break the rules of what is made
			rules = append(notEmpty{needed: alone}.strings(), Visible{})
		}
		return datasource.StringAttribute{Required: alone, Optional: !alone, Computed: !alone, Sensitive: f.secret, MarkdownDescription: says, Validators: rules}
	}
}
