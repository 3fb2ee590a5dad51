// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

var _ function.Function = linkScheme{}

// linkScheme turns the address of an acquisition link into a WeChat scheme.
type linkScheme struct{}

// NewAcquisitionLinkScheme makes the function acquisition_link_scheme.
func NewAcquisitionLinkScheme() function.Function { return linkScheme{} }

// Metadata names the function.
func (linkScheme) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "acquisition_link_scheme"
}

// Definition describes parameter and result.
func (linkScheme) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "WeChat scheme of an acquisition link (获客链接)",
		MarkdownDescription: "Turns the address of an acquisition link (获客链接) into the scheme that opens WeChat at the member's card from an app or a web " +
			"page: `weixin://biz/ww/profile/` and the whole address, percent-encoded. To mark a channel, pass the address through " +
			"`acquisition_link_url` first.\n\n" +
			"Official page: [acquisition links](https://developer.work.weixin.qq.com/document/path/97297).",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name: "url",
				MarkdownDescription: "Address of the link, the attribute `url` of `wecom_acquisition_link` or the result of `acquisition_link_url`: an https address. " +
					"One that begins with `work.weixin.qq.com/` gets its `https://`.",
			},
		},
		Return: function.StringReturn{},
	}
}

// Run computes the scheme.
func (linkScheme) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var link string
	if resp.Error = req.Arguments.Get(ctx, &link); resp.Error != nil {
		return
	}
	checked, err := checkLink(link)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, "Invalid link: "+err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, scheme(checked))
}
