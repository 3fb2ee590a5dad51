// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package product

import (
	"context"
	"fmt"
	"math/big"
	"strings"
	"unicode"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// model is the state of a wecom_product.
type model struct {
	kind.Object
	Description types.String `tfsdk:"description"`
	Price       types.Number `tfsdk:"price"`
	Code        types.String `tfsdk:"code"`
	Pictures    types.List   `tfsdk:"pictures"`
	CreatedAt   types.String `tfsdk:"created_at"`
}

var pictureType = fields.Get("pictures").Type()

// subject names a product by the beginning of its description.
func subject(m *model) string {
	const most = 20
	words := []rune(m.Description.ValueString())
	if len(words) > most {
		words = append(words[:most:most], '…')
	}
	switch id := m.ID.ValueString(); {
	case id == "":
		return fmt.Sprintf("product %q", string(words))
	case len(words) == 0:
		return "product " + id
	default:
		return fmt.Sprintf("product %q (%s)", string(words), id)
	}
}

// pictures are the elements; nil while the list is unknown. An element that is unknown as a whole has unknown values.
func (m *model) pictures(ctx context.Context, diags *diag.Diagnostics) []media.Picture {
	if m.Pictures.IsUnknown() {
		return nil
	}
	out := make([]media.Picture, 0, len(m.Pictures.Elements()))
	for _, e := range m.Pictures.Elements() {
		o, _ := e.(types.Object)
		switch p := field.As[media.Picture](ctx, o); {
		case p != nil:
			out = append(out, *p)
		case o.IsUnknown():
			out = append(out, media.Picture{File: types.StringUnknown(), MediaID: types.StringUnknown(), SHA256: types.StringUnknown()})
		default:
			diags.AddAttributeError(path.Root("pictures"), "Null in a list", "pictures holds a null. Leave it out, for example with an if in the for expression.")
		}
	}
	return out
}

func (m *model) setPictures(ctx context.Context, all []media.Picture, diags *diag.Diagnostics) {
	list, d := types.ListValueFrom(ctx, pictureType, all)
	diags.Append(d...)
	m.Pictures = list
}

// check refuses pictures that name no source, or two.
func check(ctx context.Context, m *model, diags *diag.Diagnostics) {
	for i, p := range m.pictures(ctx, diags) {
		p.Check(path.Root("pictures").AtListIndex(i), diags)
	}
}

// fromAPI takes over what WeCom shows: of pictures their number alone, and no price where it answers 0 (doc 95096: seen
// live for every product).
func (m *model) fromAPI(r *kind.Run, p *client.Product) {
	m.ID = types.StringValue(p.ID)
	m.Description = types.StringValue(p.Description)
	m.Code = field.TextOf(p.SN)
	switch {
	case p.Price != 0:
		m.Price = yuan(p.Price)
	case m.Price.IsUnknown():
		m.Price = types.NumberNull()
	}
	if have := m.pictures(r, r.Diags); m.Pictures.IsNull() || m.Pictures.IsUnknown() || len(have) != len(p.Pictures) {
		all := make([]media.Picture, len(p.Pictures))
		copy(all, have)
		m.setPictures(r, all, r.Diags)
	}
	if p.CreateTime != 0 || m.CreatedAt.IsUnknown() {
		m.CreatedAt = field.TimeOf(p.CreateTime)
	}
}

// changesPictures reports whether the list must be written. What is not known of a picture, as after an import, is as
// configured.
func (m *model) changesPictures(r *kind.Run, prior *model) bool {
	want, have := m.pictures(r, r.Diags), prior.pictures(r, r.Diags)
	if len(want) != len(have) {
		return true
	}
	for i := range want {
		if have[i].Known() && !want[i].Same(have[i]) {
			return true
		}
	}
	return false
}

const (
	fenPerYuan = 100
	maxPrice   = 50_000 // yuan
)

// yuan is the price that Terraform makes of the decimal text of an amount in fen.
func yuan(fen int64) types.Number {
	n, _, err := big.ParseFloat(fmt.Sprintf("%d.%02d", fen/fenPerYuan, fen%fenPerYuan), 10, 512, big.ToNearestEven)
	if err != nil {
		return types.NumberNull()
	}
	return types.NumberValue(n)
}

// fen is a price in WeCom's unit; ok is false when it has more than two decimals.
func fen(n *big.Float) (amount int64, ok bool) {
	exact := new(big.Float).Mul(n, big.NewFloat(fenPerYuan))
	rounded, _ := new(big.Float).Add(exact, big.NewFloat(0.5)).Int64()
	off := new(big.Float).Sub(exact, new(big.Float).SetInt64(rounded))
	return rounded, off.Abs(off).Cmp(big.NewFloat(1e-6)) < 0
}

// fen of the model; nil where the price is not known.
func (m *model) fen() *int64 {
	if m.Price.IsNull() || m.Price.IsUnknown() {
		return nil
	}
	amount, _ := fen(m.Price.ValueBigFloat())
	return &amount
}

// price validates an amount in yuan.
type price struct{}

// Description implements validator.Describer.
func (price) Description(context.Context) string { return "0 to 50000 yuan, at most two decimals" }

// MarkdownDescription implements validator.Describer.
func (v price) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateNumber implements validator.Number.
func (price) ValidateNumber(_ context.Context, req validator.NumberRequest, resp *validator.NumberResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	n := req.ConfigValue.ValueBigFloat()
	text := n.Text('g', 12)
	if n.Sign() < 0 || n.Cmp(big.NewFloat(maxPrice)) > 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid price", fmt.Sprintf("price is %s yuan; WeCom takes 0 to %d.", text, maxPrice))
	} else if _, ok := fen(n); !ok {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid price", fmt.Sprintf("price is %s yuan; WeCom takes at most two decimals (fen).", text))
	}
}

// code validates a product code.
type code struct{}

// Description implements validator.Describer.
func (code) Description(context.Context) string { return "1 to 128 bytes, letters and digits" }

// MarkdownDescription implements validator.Describer.
func (v code) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (code) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	s := req.ConfigValue.ValueString()
	switch {
	case req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown():
	case s == "":
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid product code", "code is empty. To have none, leave the line out or write null.")
	case len(s) > 128:
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid product code", fmt.Sprintf("code has %d bytes; WeCom takes 128.", len(s)))
	case strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) }):
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid product code", fmt.Sprintf("code is %q; WeCom takes letters a-z, A-Z and digits only.", s))
	}
}
