// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package contactway_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/terraform"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

const address = "wecom_contact_way.test"

// way renders a contact way with extra lines.
func way(kind, scene string, lines ...string) string {
	return fmt.Sprintf("resource \"wecom_contact_way\" \"test\" {\n  type = %q\n  scene = %q\n  %s\n}\n", kind, scene, strings.Join(lines, "\n  "))
}

// one is a QR code of zhangsan.
func one(lines ...string) string {
	return way("single", "qr_code", append([]string{`user_ids = ["zhangsan"]`}, lines...)...)
}

// session renders the attribute temporary_session.
func session(lines ...string) string {
	return "temporary_session = {\n" + strings.Join(lines, "\n") + "\n}"
}

// closing renders the attribute closing_message.
func closing(lines ...string) string {
	return "closing_message = {\n" + strings.Join(lines, "\n") + "\n}"
}

func action(a plancheck.ResourceActionType) resource.ConfigPlanChecks {
	return acctest.Planned(plancheck.ExpectResourceAction(address, a))
}

func inPlace() resource.ConfigPlanChecks { return action(plancheck.ResourceActionUpdate) }

// only returns the one contact way of the emulator that the test made.
func only(t *testing.T, e *acctest.Env) emulator.ContactWay {
	t.Helper()
	ways := e.Corp().ContactWays
	if len(ways) != 1 {
		t.Fatalf("want one contact way, got %d", len(ways))
	}
	return ways[0]
}

// edit changes the test's contact way as another caller of the API would.
func edit(t *testing.T, e *acctest.Env, change func(*emulator.ContactWay)) {
	t.Helper()
	acctest.Must(t, e.Console().UpdateContactWay(only(t, e).ConfigID, change))
}

// sent is e.Sent for bodies that name the id, written as ID.
func sent(t *testing.T, e *acctest.Env, want ...string) resource.TestCheckFunc {
	t.Helper()
	return func(s *terraform.State) error {
		id := only(t, e).ConfigID
		filled := make([]string, 0, len(want))
		for _, w := range want {
			filled = append(filled, strings.ReplaceAll(w, "ID", id))
		}
		return e.Sent(filled...)(s)
	}
}

// members adds members to the seed, by userid.
func members(ids ...string) func(*emulator.Corp) {
	return func(c *emulator.Corp) {
		for _, id := range ids {
			c.Members = append(c.Members, emulator.Member{UserID: id, Name: id, CustomerContact: true, RealNameVerified: true})
		}
	}
}

// departments adds departments 2 and 3 to the seed.
func departments(c *emulator.Corp) {
	c.Departments = append(c.Departments,
		emulator.Department{ID: 2, Name: "销售", ParentID: 1, Order: 2}, emulator.Department{ID: 3, Name: "门店", ParentID: 1, Order: 1})
}

var png, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")

// upload makes a media id, valid for three days.
func upload(t *testing.T, e *acctest.Env) string {
	t.Helper()
	call := func(req *http.Request, out any) {
		t.Helper()
		resp, err := http.DefaultClient.Do(req)
		acctest.Must(t, err)
		defer func() { _ = resp.Body.Close() }()
		raw, err := io.ReadAll(resp.Body)
		acctest.Must(t, err)
		acctest.Must(t, json.Unmarshal(raw, out))
	}
	var token struct {
		Value string `json:"access_token"`
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, e.URL+"/cgi-bin/gettoken?corpid="+acctest.CorpID+"&corpsecret="+acctest.AppSecret, nil)
	acctest.Must(t, err)
	call(req, &token)

	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreateFormFile("media", "picture.png")
	acctest.Must(t, err)
	_, err = part.Write(png)
	acctest.Must(t, err)
	acctest.Must(t, form.Close())
	req, err = http.NewRequestWithContext(t.Context(), http.MethodPost, e.URL+"/cgi-bin/media/upload?type=image&access_token="+token.Value, &body)
	acctest.Must(t, err)
	req.Header.Set("Content-Type", form.FormDataContentType())
	var media struct {
		ID string `json:"media_id"`
	}
	call(req, &media)
	if media.ID == "" {
		t.Fatal("no media id")
	}
	e.Forget()
	return media.ID
}
