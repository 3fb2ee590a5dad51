// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package functions

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
)

var _ function.Function = linkURL{}

// linkURL marks the address of an acquisition link with a channel.
type linkURL struct{}

// NewAcquisitionLinkURL makes the function acquisition_link_url.
func NewAcquisitionLinkURL() function.Function { return linkURL{} }

// Metadata names the function.
func (linkURL) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "acquisition_link_url"
}

// Definition describes parameters and result.
func (linkURL) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Address of an acquisition link (获客链接) for one channel",
		MarkdownDescription: "Adds `customer_channel` to the address of an acquisition link (获客链接), so that WeCom tells which poster, advertisement or " +
			"shop a customer came from: the value comes back as `state` of the customer and in events. Channels need no setting up and do not change the " +
			"link.\n\n" +
			"The value is percent-encoded as UTF-8. The rest of the query (such as `comp_scene`) and a fragment stay as they are. A `customer_channel` that " +
			"the address has already is replaced: WeCom does not document which of two it would take.\n\n" +
			"Fails when the channel is empty or has more than 64 bytes, because WeCom cuts a longer one silently.\n\n" +
			"Official page: [customer](https://developer.work.weixin.qq.com/document/path/97298).",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                "url",
				MarkdownDescription: "Address of the link, the attribute `url` of `wecom_acquisition_link`: an https address. One that begins with `work.weixin.qq.com/` gets its `https://`.",
			},
			function.StringParameter{
				Name: "channel",
				MarkdownDescription: "Name of the channel (渠道), 1 to 64 bytes in UTF-8 before percent-encoding: 64 ASCII letters or digits, or 21 Chinese " +
					"characters. WeCom does not document which characters it takes; ASCII letters and digits are safest.",
			},
		},
		Return: function.StringReturn{},
	}
}

// Run computes the address.
func (linkURL) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var link, channel string
	if resp.Error = req.Arguments.Get(ctx, &link, &channel); resp.Error != nil {
		return
	}
	checked, err := checkLink(link)
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, "Invalid link: "+err.Error())
		return
	}
	if err := checkChannel(channel); err != nil {
		resp.Error = function.NewArgumentFuncError(1, "Invalid channel: "+err.Error())
		return
	}
	resp.Error = resp.Result.Set(ctx, withChannel(checked, channel))
}
