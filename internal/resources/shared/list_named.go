// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import "github.com/hashicorp/terraform-plugin-framework/list/schema"

// NamedListAttributes are the filters: what is "the name (链接名称)", from tells what created_from costs.
func NamedListAttributes(what, from string) map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"name_regex":   RegexAttribute(what),
		"created_from": CreatedFromAttribute("Default: all. " + from + " API key `create_time`."),
		"created_to":   CreatedToAttribute("Default: all. API key `create_time`."),
	}
}
