// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package kfservicers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_kf_servicers.test"

// account is one that is handed to the app and that users serve already.
func account(users ...string) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		c.Departments = append(c.Departments, emulator.Department{ID: 2, Name: "门店", ParentID: 1, Order: 1})
		c.Members = append(c.Members, emulator.Member{UserID: "wangwu", Name: "王五", Departments: []emulator.Membership{{Department: 2}}})
		acctest.WithKfAccount(c)
		c.KfAccounts[0].Users = users
	}
}

func serve(lines ...string) string {
	return "resource \"wecom_kf_servicers\" \"test\" {\n  account_id = \"" + acctest.KfAccount + "\"\n  " + strings.Join(lines, "\n  ") + "\n}\n"
}

func planned(action plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, action))
}

func serving(t *testing.T, e *acctest.Env, want ...string) {
	t.Helper()
	got := slices.Sorted(slices.Values(e.Corp().KfAccounts[0].Users))
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%v serve, want %v", got, want)
	}
}

// A create takes nobody off: it warns, and the next plan shows them.
func TestKfServicers_othersAreThere(t *testing.T) {
	e := acctest.New(t, account("lisi"))
	e.InFolder(serve(`user_ids = ["zhangsan"]`), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		if output := f.MustApply(); !acctest.Says("the account holds user_ids lisi. exclusive is true, but this plan could not show them").MatchString(output) {
			t.Error(output)
		}
		serving(t, e, "lisi", "zhangsan")
		if output := f.MustPlan(); !strings.Contains(output, "lisi") {
			t.Error(output)
		}
		f.MustApply()
		serving(t, e, "zhangsan")
		f.MustDestroy()
		serving(t, e)
	})
	e.Keep()
}

// One outside the visible range is refused row by row: a warning of a create, an error of an update, each by name; the
// others are added.
func TestKfServicers_outOfRange(t *testing.T) {
	e := acctest.New(t, account(), func(c *emulator.Corp) {
		c.Apps[1].VisibleDepartments, c.Apps[1].VisibleUsers = nil, []string{"zhangsan", "lisi"}
	})
	e.InFolder(serve(`user_ids = ["zhangsan", "wangwu"]`), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		const named = "wangwu: errcode 60030. A servicer (接待人员) of the account is outside the app's visible range"
		if output := f.MustApply(); !acctest.Says(named).MatchString(output) {
			t.Error(output)
		}
		serving(t, e, "zhangsan")
		f.Write(serve(`user_ids = ["zhangsan", "lisi", "wangwu"]`))
		if code, output := f.Apply(); code == 0 || !acctest.Says(named).MatchString(output) {
			t.Error(code, output)
		}
		serving(t, e, "lisi", "zhangsan")
		f.Write(serve(`user_ids = ["zhangsan", "lisi"]`))
		if code, output := f.Plan(); code != 0 {
			t.Errorf("the state has not what was taken over:\n%s", output)
		}
		f.MustDestroy()
	})
}

// Should WeCom show the members of departments, too, they are taken off in vain once, and then left alone.
func TestKfServicers_expanded(t *testing.T) {
	e := acctest.New(t, account())
	e.SetSwitches(func(s *emulator.Switches) { s.KfServicersExpanded = true })
	e.InFolder(serve(`user_ids = ["zhangsan"]`, "department_ids = [2]"), func(t *testing.T, f *acctest.Folder) {
		t.Helper()
		f.MustApply()
		f.MustApply()
		for range 2 {
			if code, output := f.Plan(); code != 0 {
				t.Error(output)
			}
		}
		f.MustDestroy()
	})
}

// Who has stopped receiving is shown, and never planned on.
func TestKfServicers_status(t *testing.T) {
	e := acctest.New(t, account())
	config := e.Config(serve(`user_ids = ["zhangsan", "lisi"]`) + "data \"wecom_kf_servicers\" \"one\" {\n  id = wecom_kf_servicers.test.id\n}\n")
	stop := func() {
		acctest.Must(t, e.Console().UpdateKfAccount(acctest.KfAccount, func(a *emulator.KfAccount) { a.Stopped = []string{"lisi"} }))
		e.Forget()
	}
	const data = "data.wecom_kf_servicers.one"
	e.Run(
		resource.TestStep{Config: config, Check: resource.TestCheckResourceAttr(data, "stopped_user_ids.#", "0")},
		resource.TestStep{PreConfig: stop, Config: config, ConfigPlanChecks: planned(plancheck.ResourceActionNoop),
			Check: resource.ComposeAggregateTestCheckFunc(resource.TestCheckResourceAttr(data, "stopped_user_ids.0", "lisi"), e.Sent())},
	)
}
