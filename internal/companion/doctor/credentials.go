// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package doctor

import (
	"context"
	"errors"
	"fmt"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/client"
)

const (
	notWorking   = "the credential does not work, see above"
	notSet       = "secret (WECOM_SECRET) is not set"
	pageContacts = "管理工具 → 通讯录同步"
	pageApp      = "应用管理 → 应用 → 自建"
	pageVisible  = "应用管理 → 应用 → 可见范围"
)

// token asks for a token once; a wrong secret must not be tried again, WeCom bans addresses for that.
func (e *examination) token(name client.Credential, err error) bool {
	return e.result(string(name)+".token", tokenOf(name), err, "WeCom accepts corp_id and %s", name)
}

func tokenOf(name client.Credential) string { return "Token of " + string(name) }

func addressFor(name client.Credential) string { return "Address of this machine, for " + string(name) }

// contactsAnswer is what was asked with contacts_secret.
type contactsAnswer struct {
	token, list, write error
	all                []client.Department
}

// askContacts asks as far as the answers allow.
func (e *examination) askContacts(ctx context.Context) (a contactsAnswer, _ error) {
	if e.contactsClient == nil {
		return a, nil
	}
	if _, _, a.token = e.contactsClient.AccessToken(ctx, client.CredentialContacts); a.token != nil {
		return a, nil //nolint:nilerr // the answer has it
	}
	if a.all, a.list = e.contactsClient.Departments.List(ctx, nil); untrusted(a.list) == nil {
		a.write = e.contactsClient.MayWrite(ctx, client.WriteDepartments)
	}
	return a, nil
}

// untrusted is err where it says nothing but that a first call did not get through.
func untrusted(err error) error {
	var api *client.APIError
	if errors.As(err, &api) && !errors.Is(err, client.ErrUntrustedIP) {
		return nil
	}
	return err
}

// trusted tells the trusted address (企业可信IP) apart from what else may be wrong with a first call.
func (e *examination) trusted(name client.Credential, err error) bool {
	return e.result(string(name)+".ip", addressFor(name), untrusted(err), "WeCom takes calls from here")
}

// app looks at the self-built app.
func (e *examination) app() {
	if e.appClient == nil {
		e.add(Check{
			ID: "secret", Status: Warning, Title: "secret",
			Detail:      notSet + ": " + needSecret() + " need it, and so do the names of departments.",
			NextStep:    "Make a self-built app, put it into 客户联系 → 可调用接口的应用, and set its secret.",
			ConsolePage: pageApp,
		})
		return
	}
	_, err := now(e, tokenOf(client.CredentialApp), func(ctx context.Context) (string, error) {
		token, _, err := e.appClient.AccessToken(ctx, client.CredentialApp)
		return token, err
	})
	if !e.token(client.CredentialApp, err) {
		e.appClient = nil
		return
	}
	e.appSees, e.appSeesErr = now(e, addressFor(client.CredentialApp), func(ctx context.Context) ([]client.Department, error) {
		return e.appClient.Departments.List(ctx, nil)
	})
	if !e.trusted(client.CredentialApp, e.appSeesErr) {
		e.appClient = nil
		return
	}
	const id, title = "secret.app", "App of secret"
	self, err := now(e, title, e.appClient.Agents.Self)
	var api *client.APIError
	switch {
	case err == nil && self.Disabled:
		e.add(Check{
			ID: id, Status: Failure, Title: title, Detail: fmt.Sprintf("%q (agentid %d) is disabled.", self.Name, self.ID),
			NextStep: "Enable the app.", ConsolePage: pageApp,
		})
	case err == nil:
		e.self = self
		e.ok(id, title, "%q (agentid %d)", self.Name, self.ID)
	case errors.As(err, &api) && errors.Is(err, client.ErrForbidden):
		e.add(Check{
			ID: id, Status: Warning, Title: title, Errcode: api.Code, Hint: api.Hint, Page: api.Page(),
			Detail:      "The secret belongs to no self-built app (自建应用): it is that of 通讯录同步 or of 客户联系. Acquisition links and the directory need a self-built app.",
			NextStep:    "Set secret (WECOM_SECRET) to the secret of a self-built app.",
			ConsolePage: pageApp,
		})
	default:
		e.failed(Warning, id, title, err)
	}
}

// contacts looks at 通讯录同步 and at who may write departments.
func (e *examination) contacts() {
	const writeID, writeTitle = "departments.write", "Write departments"
	if e.cfg.ContactsSecret != "" && e.cfg.ContactsSecret == e.cfg.Secret {
		e.add(Check{
			ID: "contacts_secret.same", Status: Warning, Title: "contacts_secret",
			Detail:      "contacts_secret and secret are the same. Each app has a secret of its own, and each may do different things.",
			NextStep:    "Set contacts_secret to the secret of 通讯录同步 and secret to that of a self-built app.",
			ConsolePage: pageContacts,
		})
	}
	if e.cfg.ContactsSecret == "" {
		if e.appClient == nil {
			e.skip(writeID, writeTitle, notWorking)
			return
		}
		_, err := now(e, writeTitle, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, e.appClient.MayWrite(ctx, client.WriteDepartments)
		})
		if err != nil {
			e.failed(Warning, writeID, writeTitle, err)
		} else {
			e.ok(writeID, writeTitle, "with secret")
		}
		return
	}
	answer, _ := e.contactsAsked()
	if !e.token(client.CredentialContacts, answer.token) {
		e.contactsClient = nil
		e.skip(writeID, writeTitle, notWorking)
		return
	}
	all, err := answer.all, answer.list
	if !e.trusted(client.CredentialContacts, err) {
		e.contactsClient = nil
		e.skip(writeID, writeTitle, notWorking)
		return
	}
	const id, title = "contacts_secret.read", "Read the directory with contacts_secret"
	switch {
	case err != nil:
		e.failed(Failure, id, title, err)
	case len(all) > 0 && all[0].IDsOnly && e.appClient == nil:
		e.add(Check{
			ID: id, Status: Warning, Title: title, Page: "https://developer.work.weixin.qq.com/document/path/96079",
			Detail:      fmt.Sprintf("%d departments, but ids only: 通讯录同步 may read no names from addresses that are new since August 2022.", len(all)),
			NextStep:    "Set secret (WECOM_SECRET) to the secret of a self-built app whose visible range is the whole corp, so that renames can be seen.",
			ConsolePage: pageApp,
		})
	case len(all) > 0 && all[0].IDsOnly:
		e.ok(id, title, "%d departments, ids only, as for every address that is new since August 2022; names are read with secret", len(all))
	default:
		e.ok(id, title, "%d departments", len(all))
	}
	e.exist = all
	e.result(writeID, writeTitle, answer.write, "with contacts_secret")
}

// visibleRange compares what the app sees with what there is.
func (e *examination) visibleRange() {
	const readID, readTitle = "departments.read", "Read departments"
	const id, title = "secret.visible_range", "Visible range (可见范围) of the app"
	if e.appClient == nil {
		why := notWorking
		if e.cfg.Secret == "" {
			why = notSet
		}
		e.skip(readID, readTitle, why)
		e.skip(id, title, why)
		return
	}
	sees := e.appSees
	if !e.result(readID, readTitle, e.appSeesErr, "%d departments with secret", len(sees)) {
		e.skip(id, title, "departments cannot be read")
		return
	}
	whole := false
	for _, d := range sees {
		whole = whole || d.ID == 1
	}
	narrow := Check{
		ID: id, Status: Warning, Title: title,
		NextStep:    "Set the visible range to the whole corp; what is outside cannot be read, used or checked for drift.",
		ConsolePage: pageVisible,
	}
	switch {
	case whole && (e.exist == nil || len(sees) >= len(e.exist)):
		e.ok(id, title, "the whole corp")
	case e.exist != nil:
		narrow.Detail = fmt.Sprintf("The app sees %d of %d departments.", len(sees), len(e.exist))
		e.add(narrow)
	case e.self != nil:
		narrow.Detail = fmt.Sprintf("The range holds departments %d and %d members by name, not the whole corp (department 1).", e.self.VisibleDepartments, len(e.self.VisibleUsers))
		e.add(narrow)
	default:
		narrow.Detail = fmt.Sprintf("The app sees %d departments and not the root.", len(sees))
		e.add(narrow)
	}
}
