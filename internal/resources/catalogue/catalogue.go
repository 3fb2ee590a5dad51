// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package catalogue is the list of nouns: the provider, the companion and every test that is about all of them range
// over it. A new noun is one line here.
package catalogue

import (
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/acquisitionlink"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/app"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/appchat"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/appmenu"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/calendar"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/contacttag"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/contactway"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/department"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/departmenttree"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/groupjoinway"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/groupwelcome"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/interceptrule"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kfaccount"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kfknowledgegroup"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kfknowledgeintent"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kflink"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kfservicers"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/kind"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/mailgroup"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/meetingroom"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/member"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/product"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/publicmailbox"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/rulegroup"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/taggroup"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/visibilityrule"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/resources/workbench"
)

// Nouns are in the order in which everything shows them: what others refer to stands before them.
var Nouns = []kind.Noun{
	department.Kind,
	departmenttree.Noun,
	member.Kind,
	contacttag.Kind,
	contacttag.Members,
	visibilityrule.Kind,
	taggroup.Kind,
	contactway.Kind,
	acquisitionlink.Kind,
	interceptrule.Kind,
	rulegroup.Customers,
	rulegroup.Moments,
	taggroup.RuleGroupKind,
	product.Kind,
	groupjoinway.Kind,
	groupwelcome.Kind,
	kfaccount.Kind,
	kflink.Kind,
	kfservicers.Kind,
	kfknowledgegroup.Kind,
	kfknowledgeintent.Kind,
	app.Kind,
	appmenu.Kind,
	workbench.Kind,
	appchat.Kind,
	meetingroom.Kind,
	mailgroup.Kind,
	publicmailbox.Kind,
	calendar.Kind,
}
