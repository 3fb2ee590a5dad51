// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import "time"

// Names and secrets of the example corp's apps. They are made up and open no real corp.
const (
	ExampleCorpID                = "ww0000000000example"
	ExampleContactsApp           = "通讯录同步"
	ExampleContactsSecret        = "example-contacts-secret-not-a-real-one-0001"
	ExampleApp                   = "terraform"
	ExampleSecret                = "example-app-secret-not-a-real-one-000000002"
	ExampleSecondApp             = "crm"
	ExampleSecondSecret          = "example-crm-secret-not-a-real-one-000000003"
	ExampleCustomerContactApp    = "客户联系"
	ExampleCustomerContactSecret = "example-customer-contact-not-a-real-one-004"
)

// ExampleCorp is a believable small company: 晨星家居 sells furniture, has some departments and one tag group that an
// administrator made in the console, and the four kinds of credential.
func ExampleCorp() Corp {
	recently := time.Date(2026, 2, 10, 6, 0, 0, 0, time.UTC).Unix()
	in := func(department int64, leader bool) []Membership {
		return []Membership{{Department: department, Leader: leader}}
	}
	member := func(id, name, position string, at []Membership) Member {
		return Member{
			UserID: id, Name: name, Position: position, Departments: at, MainDepartment: at[0].Department,
			Status: StatusActivated, CustomerContact: true, RealNameVerified: true, BizMail: id + "@example.wecom.work",
		}
	}
	founder := member("chenxing", "陈星", "总经理", in(RootID, true))
	founder.Creator = true
	backend := member("zhaolei", "赵磊", "后端工程师", in(3, false))
	backend.CustomerContact, backend.DirectLeader = false, []string{"liuyang"}
	newcomer := member("sunli", "孙丽", "门店顾问", in(5, false))
	newcomer.Status, newcomer.RealNameVerified, newcomer.Mobile = StatusNotActivated, false, "13800000008"
	unverified := member("zhoujie", "周杰", "门店顾问", in(5, false))
	unverified.RealNameVerified = false
	corp := Corp{
		CorpID: ExampleCorpID, Name: "晨星家居", CallerIP: "203.0.113.9", MailDomains: []string{"example.wecom.work"},
		Apps: []App{
			{Name: ExampleContactsApp, Kind: AppContacts, Secret: ExampleContactsSecret, DetailsBlocked: true},
			{Name: ExampleApp, Kind: AppSelfBuilt, Secret: ExampleSecret, AgentID: 1000002, VisibleDepartments: []int64{RootID}, CustomerContact: true, CustomerService: true, MeetingRooms: true, Calendars: true, Mail: true, HideSensitive: true},
			{Name: ExampleSecondApp, Kind: AppSelfBuilt, Secret: ExampleSecondSecret, AgentID: 1000003, VisibleDepartments: []int64{4}, CustomerContact: true, HideSensitive: true},
			{Name: ExampleCustomerContactApp, Kind: AppCustomerContact, Secret: ExampleCustomerContactSecret},
		},
		Departments: []Department{
			{ID: RootID, Name: "晨星家居", Order: firstOrder},
			{ID: 2, Name: "研发中心", NameEN: "R&D", ParentID: RootID, Order: 100000000},
			{ID: 3, Name: "后端", NameEN: "Backend", ParentID: 2, Order: 100000000},
			{ID: 4, Name: "销售部", NameEN: "Sales", ParentID: RootID, Order: 99999000},
			{ID: 5, Name: "上海门店", ParentID: 4, Order: 100000000},
		},
		Members: []Member{
			founder,
			member("huangmin", "黄敏", "客服主管", []Membership{{Department: 4}, {Department: 5, Leader: true}}),
			member("liuyang", "刘洋", "研发总监", in(2, true)),
			newcomer,
			member("wangfang", "王芳", "销售总监", in(4, true)),
			member("wuqiang", "吴强", "大客户经理", in(4, false)),
			backend,
			unverified,
		},
	}
	for i := range parts {
		if example := parts[i].example; example != nil {
			example(&corp, recently)
		}
	}
	return corp
}
