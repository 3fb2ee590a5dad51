// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package product is the resource wecom_product and its data sources.
package product

import (
	_ "embed"
	"iter"
	"time"

	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	list "github.com/hashicorp/terraform-plugin-framework/list/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/shared"
)

// TypeName is the resource type.
const TypeName = "wecom_product"

const noun = "product"

//go:embed page.md
var page string

var fields = field.Fields{
	field.ID("Id of the product (商品id)", "product_id"),
	field.Text("description", "Text about the product (商品描述)", "description", field.Required, field.Is(field.Length{Max: 300, Mark: true, Lines: true})),
	field.Own("price",
		schema.NumberAttribute{Required: true, Validators: []validator.Number{price{}},
			MarkdownDescription: "Price (价格) in yuan, 0 to 50000 with at most two decimals, such as `199.9`. Changed in place. Null after an import where WeCom does not show it. " +
				"API key `price`, in fen."},
		datasource.NumberAttribute{Computed: true, MarkdownDescription: "Price (价格) in yuan; null where WeCom answers 0, as it is known to for every price. API key `price`, in fen."}),
	field.Text("code", "Product code (商品编码)", "product_sn", field.Optional, field.Is(field.TextRule("1 to 128 bytes, letters a-z, A-Z and digits", code{})),
		field.Note("WeCom documents no way to clear it: when the line is removed, apply asks for it and fails if WeCom does not do it.")),
	field.ObjectList("pictures", "Pictures (商品图片) in their order", "attachments", media.Fields(media.AlbumPicture, "attachments[].image.media_id"), field.Required,
		field.Is(field.Size(1, 9, "pictures")), field.Hidden, field.Note("Changed in place, as a whole.")),
	field.Number("picture_count", "Number of its pictures", "attachments", field.OnRead),
	field.Time("created_at", "When the product was made", "create_time"),
	field.Protection("Members could no longer send the product to customers."),
}

// Kind is the noun.
var Kind kind.Noun = &kind.Kind[model, client.Product]{
	Type: TypeName, Noun: noun, Nouns: "products", Term: "商品图册", Area: kind.CustomerContact, Fields: fields, Page: kind.Page(page),
	Needs:    client.CredentialApp,
	Import:   kind.Import{ID: "Product id.", Advice: "A product is imported by its product id. The data source wecom_products lists the ids of all."},
	Recorded: func(c *client.Client, id string, made time.Time) { c.Products.Made(id, made) },
	Subject:  subject,
	Check:    check,
	Plan:     plan,

	Create: create,
	Read: func(r *kind.Run, m *model) (*client.Product, error) {
		return r.Client.Products.Get(r, m.ID.ValueString())
	},
	FromAPI: func(r *kind.Run, m *model, p *client.Product) { m.fromAPI(r, p) },
	Update:  update,
	Delete:  func(r *kind.Run, m *model) error { return r.Client.Products.Delete(r, m.ID.ValueString()) },

	Lost: func(*model) kind.Loss {
		return kind.Loss{What: "entry in the product album (商品图册)", Text: "Members can no longer send it to customers once this plan is applied, and a new one has another id."}
	},
	Explain: explain,

	Rows: func(r *kind.Run, _ kind.Filter) iter.Seq2[kind.Row[client.Product], error] {
		return kind.IDs[client.Product](r.Client.Products.Each(r))
	},
	Title: func(p *client.Product) (string, int64) { return p.Description, p.CreateTime },
	List: kind.List[client.Product]{Subject: "the products of the corp",
		Filters: map[string]list.Attribute{"description_regex": shared.RegexAttribute("the description (商品描述)")},
		Selects: func(f kind.Filter) bool { return f.Has("description_regex") },
		Passes: func(f kind.Filter, p *client.Product) bool {
			return shared.Matches(f.Regex("description_regex"), p.Description)
		}},
	Plural: kind.Plural{Attribute: "products", Text: "The products, in WeCom's order; empty when there is none. API key `product_list`."},
	Given: func(p *client.Product) map[string]tftypes.Value {
		return map[string]tftypes.Value{"picture_count": tftypes.NewValue(tftypes.Number, len(p.Pictures))}
	},
	ByID: "Id of the product, not empty. API key `product_id`.",
	Corp: kind.Corp[client.Product]{
		Unseen: kind.Always[client.Product](kind.OwnerUnknown,
			"WeCom shows the products of the whole corp and does not say who made them. The app behind `secret` can change and delete those that it made itself; "+
				"those of other apps and of the console can be imported and read, and every change of them is refused."),
		Undeclarable: func(*client.Product) string {
			return "its pictures are files, which WeCom does not hand out: write the block by hand and import it"
		},
		Said: kind.Said{IDsOnly: true, PerCall: 100, Doc: "95096", Names: []string{"description"},
			NameText: "Its `description`; null when it was not read. API key `description`."},
	},
}
