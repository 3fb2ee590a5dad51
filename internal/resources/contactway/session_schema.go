// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64default"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// Limits of a closing message, in bytes (doc 92228).
var (
	closingTextRule      = text{max: 4000, bytes: true}
	linkTitleRule        = text{max: 128, bytes: true}
	linkDescriptionRule  = text{max: 512, bytes: true}
	miniProgramTitleRule = text{max: 64, bytes: true}
)

func notEmpty() []validator.String { return []validator.String{stringvalidator.LengthAtLeast(1)} }

func temporarySession() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional: true,
		MarkdownDescription: "Makes the contact way a temporary session (临时会话), only with `type = \"single\"` and only in corps of the medical industry. Adding or removing it replaces the " +
			"contact way and its QR code; what is in it is changed in place. Default: none. " +
			"A temporary QR code dies after `expires_in`, and as soon as one contact was added with it. After that it cannot be edited. When WeCom no longer " +
			"shows it, a plan makes a new one with a new QR code, with a warning. WeCom never lists temporary contact ways. API key `is_temp`.",
		Attributes: map[string]schema.Attribute{
			"expires_in": schema.Int64Attribute{
				Optional:            true,
				Computed:            true,
				Default:             int64default.StaticInt64(usualExpiresIn),
				MarkdownDescription: "How long the QR code can be used, in seconds, 1 to 1209600 (14 days). Default `604800` (7 days). Changed in place. API key `expires_in`.",
				Validators:          []validator.Int64{int64validator.Between(1, longest)},
			},
			"chat_expires_in": schema.Int64Attribute{
				Optional:            true,
				Computed:            true,
				Default:             int64default.StaticInt64(usualChatExpires),
				MarkdownDescription: "How long the session lasts after the contact was added, in seconds, 1 to 1209600 (14 days). Default `86400` (24 hours). Changed in place. API key `chat_expires_in`.",
				Validators:          []validator.Int64{int64validator.Between(1, longest)},
			},
			"union_id": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Lets only the customer of this WeChat union id in; not empty. Needs a WeChat developer account bound in 客户联系. Default: no restriction. Changed in place. " +
					"API key `unionid`.",
				Validators: notEmpty(),
			},
			"closing_message": schema.SingleNestedAttribute{
				Optional: true,
				MarkdownDescription: "Message (结束语) that is sent when the session ends: `text`, one of `image`, `link` and `mini_program`, or text and one of them. " +
					"Default: none. Changed in place, as a whole. API key `conclusions`.",
				Attributes: map[string]schema.Attribute{
					"text": schema.StringAttribute{
						Optional:            true,
						MarkdownDescription: "Text of the message, 1 to 4000 bytes in UTF-8. Default: none. Changed in place. API key `conclusions.text.content`.",
						Validators:          []validator.String{closingTextRule},
					},
					"image":        closingImage(),
					"link":         closingLink(),
					"mini_program": closingMiniProgram(),
				},
			},
		},
	}
}

const mediaNote = "Media ids expire after three days and WeCom does not show them: the provider keeps what it wrote, and after an import takes over what the " +
	"configuration says without sending it. The picture itself stays. To change it, upload another one and set its id."

func closingImage() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "An image beside the text (图片). Default: none. Changed in place. API key `conclusions.image`.",
		Attributes: map[string]schema.Attribute{
			"media_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Media id of an image uploaded with media/upload (official page 90253), not empty. " + mediaNote + " Changed in place. API key `conclusions.image.media_id`.",
				Validators:          notEmpty(),
			},
			"url": schema.StringAttribute{
				Computed:            true,
				MarkdownDescription: "URL of the image as WeCom shows it, stable while `media_id` stays. API key `conclusions.image.pic_url`.",
				PlanModifiers:       []planmodifier.String{keepImageURL{}},
			},
		},
	}
}

func closingLink() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "A card with a link to a web page (图文). Default: none. Changed in place. API key `conclusions.link`.",
		Attributes: map[string]schema.Attribute{
			"title": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Title of the card, 1 to 128 bytes in UTF-8. Changed in place. API key `conclusions.link.title`.",
				Validators:          []validator.String{linkTitleRule},
			},
			"url": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "URL of the page that the card opens, not empty. Changed in place. API key `conclusions.link.url`.",
				Validators:          notEmpty(),
			},
			"description": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Description on the card, 1 to 512 bytes in UTF-8. Default: none. Changed in place. API key `conclusions.link.desc`.",
				Validators:          []validator.String{linkDescriptionRule},
			},
			"picture_url": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "URL of the cover picture of the card, not empty. Default: none. Changed in place. API key `conclusions.link.picurl`.",
				Validators:          notEmpty(),
			},
		},
	}
}

func closingMiniProgram() schema.SingleNestedAttribute {
	return schema.SingleNestedAttribute{
		Optional:            true,
		MarkdownDescription: "A card that opens a mini program (小程序). Default: none. Changed in place. API key `conclusions.miniprogram`.",
		Attributes: map[string]schema.Attribute{
			"title": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Title of the card, 1 to 64 bytes in UTF-8. Changed in place. API key `conclusions.miniprogram.title`.",
				Validators:          []validator.String{miniProgramTitleRule},
			},
			"app_id": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "App id of the mini program, which must be linked to the corp; not empty. Changed in place. API key `conclusions.miniprogram.appid`.",
				Validators:          notEmpty(),
			},
			"page": schema.StringAttribute{
				Required:            true,
				MarkdownDescription: "Page of the mini program that the card opens, not empty. Changed in place. API key `conclusions.miniprogram.page`.",
				Validators:          notEmpty(),
			},
			"picture_media_id": schema.StringAttribute{
				Required: true,
				MarkdownDescription: "Media id of the cover, not empty: an image, best of 520×416 pixels, uploaded with media/upload (official page 90253). " + mediaNote +
					" Changed in place. API key `conclusions.miniprogram.pic_media_id`.",
				Validators: notEmpty(),
			},
		},
	}
}
