// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package member

import (
	"context"
	"fmt"
	"math"
	"regexp"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/field"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/media"
)

// Words of WeCom's numbers (doc 90196).
var (
	statuses = field.Words{1: "active", 2: "disabled", 4: "not_activated", 5: "left"}
	genders  = field.Words{1: "male", 2: "female"}
)

// What a destroy does.
const (
	destroyDeletes  = "delete"
	destroyDisables = "disable"
	destroyForgets  = "forget"
)

// Limits (doc 90195, 100067, 92230).
const (
	mostDepartments  = 100
	mostTitle        = 12
	mostInternalText = 64
	mostExternalText = 32
)

const (
	mobileWords = "digits, with country code outside mainland China, such as `+86 13800000000`"
	withheld    = "WeCom withholds it from apps made since 2022-06-20: then it is kept as configured, and a change elsewhere is not seen."
)

var texts = struct{ text, url, title field.Field }{
	field.Text("text", "Text", "text.value", field.Optional, field.Without("a web page"), field.Note("An attribute has either `text` or `url` and `title`, as the console defines it.")),
	field.Text("url", "Address of a web page, with `http://` or `https://`", "web.url", field.Optional, field.Is(field.NotEmpty), field.Without("no web page")),
	field.Text("title", "Title of the web page", "web.title", field.Optional, field.Is(field.Length{Max: mostTitle}), field.Without("no web page")),
}

var fields = field.Fields{
	field.Text("id", "Userid (账号)", "userid", field.Required, field.Is(field.TextRule("1 to 64 bytes of the characters a-z, A-Z, 0-9, `_`, `-`, `@` and `.`, beginning with a letter or digit", field.UserID{})),
		field.Keeps(field.AnyCase{}), field.Replaces(field.Always, "the member: a new userid is a new person"), field.Note("Compared without regard to case, as WeCom does."),
		field.Reads("Userid (账号) of the member")),
	field.Text("name", "Name of the member (姓名)", "name", field.Required, field.Is(field.Name{Max: 64}), field.Reads("Name of the member (姓名)")),
	field.Text("alias", "Alias of the member (别名)", "alias", field.Managed, field.Without("none"), field.Is(field.Length{Max: 64, Mark: true})),
	field.Departments("department_ids", "Ids of the departments (部门) of the member", "department", field.Required, field.Is(field.Size(1, mostDepartments, "departments")),
		field.Note("Departments that do not exist are refused: WeCom would make them."), field.Reads("Ids of all departments (部门) of the member that the credential may see")),
	field.Number("main_department_id", "Id of the main department (主部门), one of `department_ids`", "main_department", field.Managed, field.Without("one of them"),
		field.Is(field.Between(1, field.MaxDepartmentID)), field.Refers("wecom_department"), field.Reads("Id of the main department (主部门); null when it is not visible")),
	field.Departments("leader_of_department_ids", "Ids of those of `department_ids` in which the member is a leader (部门负责人)", "is_leader_in_dept", field.None,
		field.Reads("Ids of those departments in which the member is a leader (部门负责人)")),
	orders,
	field.Text("direct_leader_id", "Userid of the direct leader (直属上级)", "direct_leader", field.Optional, field.Keeps(field.AnyCase{}), field.Refers(TypeName),
		field.Is(field.TextRule("a userid of 1 to 64 bytes", field.UserID{})), field.Note("Compared without regard to case."),
		field.Reads("Userid of the direct leader (直属上级); null when there is none, or none that is visible")),
	field.Text("position", "Position of the member (职务)", "position", field.Optional, field.Is(field.Length{Max: 128, Mark: true})),
	field.Word("gender", "Gender (性别): `male` or `female`", "gender", genders, field.Managed, field.KeyNote("(1, 2)"), field.Without("not set"), field.Note(withheld)),
	field.Text("mobile", "Mobile number (手机), "+mobileWords, "mobile", field.Managed, field.Secret, field.Is(field.TextRule("unique in the corp", mobileRule{})), field.Without("none"),
		field.Note("A new member needs this or `email`. Blanks, dashes and `+86` make no difference. That of an activated member is the member's own to change: a plan that would is refused. "+withheld),
		field.Reads("Mobile number (手机); null where WeCom withholds it")),
	field.Text("email", "Email (邮箱)", "email", field.Managed, field.Secret, field.Is(field.TextRule("an address of 6 to 64 bytes, unique in the corp", addressRule{64})), field.Without("none"),
		field.Note("A new member needs this or `mobile`. "+withheld), field.Reads("Email (邮箱); null where WeCom withholds it")),
	field.Text("address", "Address (地址)", "address", field.Managed, field.Secret, field.Is(field.Length{Max: 128, Mark: true}), field.Without("none"), field.Note(withheld),
		field.Reads("Address (地址); null where WeCom withholds it")),
	field.Text("mobile_wo", "`mobile` that Terraform keeps nowhere, "+mobileWords, "mobile", field.WriteOnly, field.Is(field.TextRule("", mobileRule{})), field.Note(sentWhen)),
	field.Text("email_wo", "`email` that Terraform keeps nowhere", "email", field.WriteOnly, field.Is(field.TextRule("an address of 6 to 64 bytes", addressRule{64})), field.Note(sentWhen)),
	field.Text("address_wo", "`address` that Terraform keeps nowhere", "address", field.WriteOnly, field.Is(field.Length{Max: 128, Mark: true}), field.Note(sentWhen)),
	field.Number("personal_data_version", "Version of `mobile_wo`, `email_wo` and `address_wo`, which another number sends again", "", field.Optional, field.Hidden,
		field.Note("With it, `mobile`, `email` and `address` are null in the state, whatever WeCom shows.")),
	field.Text("telephone", "Landline number (座机)", "telephone", field.Managed, field.Without("none"), field.Is(field.TextRule("1 to 32 digits, `-`, `+` and commas", telephoneRule{}))),
	field.Text("biz_mail", "Address of the corp mailbox (企业邮箱)", "biz_mail", field.Managed, field.Without("which generates one"),
		field.Is(field.TextRule("6 to 63 bytes, unique in the corp", addressRule{63})),
		field.Note("A generated address can be changed once, a given one never: WeCom refuses any other change (60144), and the state keeps what the member has.")),
	field.Text("external_position", "Position that customers see (对外职务)", "external_position", field.Optional, field.Is(field.Length{Max: 12, Mark: true}), field.Without("`position`"),
		field.Note("WeCom documents no way to clear it: when the line is removed, apply asks for it and fails if WeCom does not do it.")),
	field.Objects("custom_attributes", "Custom attributes (自定义字段), by their name in the console", "extattr", field.Fields{texts.text, texts.url, texts.title}, field.Managed, field.Without("empty"),
		field.Note("Only the keys written are managed; removing a key clears that attribute. WeCom ignores names that the console does not define (我的企业 → 通讯录管理 → 成员资料显示): the apply reads back and says so.")),
	field.Object("external_profile", "What customers see of the member (对外信息)", "external_profile", field.Fields{
		field.Text("corp_short_name", "Short name of the corp (企业简称), one that WeCom has approved", "external_corp_name", field.Optional, field.Is(field.NotEmpty), field.Without("the corp's own")),
		field.Text("channel_nickname", "Name of a channel (视频号) that is bound to the corp", "wechat_channels.nickname", field.Optional, field.Is(field.NotEmpty)),
		field.Objects("attributes", "Attributes by their name in the console", "external_attr", field.Fields{
			texts.text, texts.url, texts.title,
			field.Object("mini_program", "A mini program of the corp, instead of `text` and `url`", "miniprogram", field.Fields{
				field.Text("app_id", "Id of the mini program, one that the corp is authorised for", "miniprogram.appid", field.Required, field.Is(field.NotEmpty)),
				field.Text("page", "Path of the page that opens", "miniprogram.pagepath", field.Optional, field.Is(field.NotEmpty), field.Without("the first one")),
				field.Text("title", "Title of the mini program", "miniprogram.title", field.Required, field.Is(field.Length{Max: mostTitle})),
			}, field.Optional),
		}, field.Optional, field.Without("not managed"), field.Note("Only the keys written are managed; removing a key clears that attribute.")),
	}, field.Managed, field.Without("the corp's settings")),
	field.Object("avatar", "Picture of the member (头像)", "avatar_mediaid", media.ShownFields(media.Image, "avatar_mediaid", "avatar"),
		field.Managed, field.Without("that of the member's WeChat"), field.Note(withheld)),
	field.Flag("enabled", "Whether the member may log in (启用)", "enable", field.Default(true), field.Reads("Whether the member may log in (启用)")),
	field.Flag("invite", "Whether WeCom invites the new member (邀请), by WeChat or email, each day for up to three working days", "to_invite", field.Default(false), field.Hidden,
		field.Note("Used when the member is made; a later change sends nothing.")),
	field.Text("on_destroy", "What a destroy does: `delete` deletes the member, `disable` bars the member and keeps the account, `forget` sends nothing", "", field.Default(destroyDeletes), field.Hidden,
		field.Is(field.TextRule("", destroys{}))),
	field.Word("status", "Activation status (激活状态): `active`, `disabled`, `not_activated` or `left`", "status", statuses, field.Watched, field.Note("A plan takes it as it was, because it never changes by an apply but with `enabled`.")),
	field.Protection("The member's account, corp mailbox and customers are at stake."),
}

const sentWhen = "Default none: nothing is sent. Changed in place: sent when the member is made and when `personal_data_version` changes. Conflicts with `mobile`, `email` and `address`. Needs Terraform or OpenTofu 1.11."

const ordersText = "Positions of the member in departments (部门内排序), larger first, 0 to 4294967295, by department id"

var orders = field.Own("department_orders",
	schema.MapAttribute{ElementType: field.WholeType{}, Optional: true, Computed: true, PlanModifiers: []planmodifier.Map{mapplanmodifier.UseStateForUnknown()},
		MarkdownDescription: ordersText + ". Each key is one of `department_ids`. Default: WeCom's, 0. Only keys that are written are managed: removing the line leaves the values as they are. " +
			"Changed in place. API key `order`."},
	datasource.MapAttribute{ElementType: field.WholeType{}, Computed: true, MarkdownDescription: ordersText + ". API key `order`."})

// Rules of texts. What is personal stands in no message.
type (
	mobileRule    struct{}
	addressRule   struct{ most int }
	telephoneRule struct{}
	destroys      struct{}
)

var (
	mobileForm    = regexp.MustCompile(`^\+?[0-9][0-9 -]{4,30}$`)
	addressForm   = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	telephoneForm = regexp.MustCompile(`^[0-9+,-]{1,32}$`)
)

// refuse adds the error of a text that is not right; reason is what follows its name.
func refuse(req validator.StringRequest, resp *validator.StringResponse, summary string, right func(string) bool, reason string) {
	if v := req.ConfigValue; !v.IsNull() && !v.IsUnknown() && !right(v.ValueString()) {
		if v.ValueString() == "" {
			reason = "is empty. To have none, leave the line out or write null."
		}
		resp.Diagnostics.AddAttributeError(req.Path, summary, fmt.Sprintf("%s %s", req.Path, reason))
	}
}

// Description implements validator.Describer.
func (mobileRule) Description(context.Context) string { return "a mobile number" }

// MarkdownDescription implements validator.Describer.
func (v mobileRule) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (mobileRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	refuse(req, resp, "Invalid mobile number", mobileForm.MatchString,
		"is no mobile number: write digits, with blanks or dashes between them, and + with the country code outside mainland China, such as +852 61234567. A spreadsheet "+
			"that shows 1.38E+10 has lost digits: format its column as text.")
}

// Description implements validator.Describer.
func (v addressRule) Description(context.Context) string {
	return fmt.Sprintf("an address of 6 to %d bytes", v.most)
}

// MarkdownDescription implements validator.Describer.
func (v addressRule) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (v addressRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	refuse(req, resp, "Invalid email address", func(s string) bool { return len(s) >= 6 && len(s) <= v.most && addressForm.MatchString(s) },
		fmt.Sprintf("is no email address of 6 to %d bytes, such as name@example.com.", v.most))
}

// Description implements validator.Describer.
func (telephoneRule) Description(context.Context) string { return "1 to 32 digits, -, + and commas" }

// MarkdownDescription implements validator.Describer.
func (v telephoneRule) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (telephoneRule) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	refuse(req, resp, "Invalid landline number", telephoneForm.MatchString, "has other characters than 1 to 32 digits, -, + and commas.")
}

// Description implements validator.Describer.
func (destroys) Description(context.Context) string { return "delete, disable or forget" }

// MarkdownDescription implements validator.Describer.
func (v destroys) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements validator.String.
func (destroys) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	refuse(req, resp, "Invalid on_destroy", func(s string) bool { return s == destroyDeletes || s == destroyDisables || s == destroyForgets },
		fmt.Sprintf("is %q; it must be %q, %q or %q.", req.ConfigValue.ValueString(), destroyDeletes, destroyDisables, destroyForgets))
}

// sameMobile compares numbers as WeCom does: it reads mainland ones back without country code.
func sameMobile(a, b string) bool { return plainMobile(a) == plainMobile(b) }

func plainMobile(s string) string {
	return strings.TrimPrefix(strings.NewReplacer(" ", "", "-", "").Replace(s), "+86")
}

const maxOrder = math.MaxUint32

// ordersOf are the known entries of department_orders.
func ordersOf(m types.Map) map[int64]int64 {
	out := map[int64]int64{}
	for key, v := range m.Elements() {
		var id int64
		if n, ok := v.(field.Whole); ok && n.Known() != nil {
			if _, err := fmt.Sscan(key, &id); err == nil {
				out[id] = *n.Known()
			}
		}
	}
	return out
}

func ordersMap(in map[int64]int64) types.Map {
	out := make(map[string]attr.Value, len(in))
	for id, n := range in {
		out[fmt.Sprint(id)] = field.WholeValue(n)
	}
	return types.MapValueMust(field.WholeType{}, out)
}
