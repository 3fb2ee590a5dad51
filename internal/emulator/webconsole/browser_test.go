// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package webconsole_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// patience is how long the browser may take for everything together; the machine may be busy.
const patience = 4 * time.Minute

// browser starts a headless Chromium, or skips the test where there is none. complaints are errors of the page's
// script, of its security policy, and of loading.
func browser(t *testing.T) (ctx context.Context, complaints func() []string) {
	t.Helper()
	program := os.Getenv("CHROMIUM")
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil && program == "" {
			program = path
		}
	}
	if program == "" {
		t.Skip("skip: no Chromium on the PATH (Debian: apt-get install chromium) and CHROMIUM is not set; the page is tested without a browser")
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(program), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "zh-CN"),
		chromedp.WindowSize(1200, 1000),
	)
	allocator, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(allocator)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, patience)
	t.Cleanup(cancel)

	var mu sync.Mutex
	var said []string
	if err := chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			said = append(said, fmt.Sprint(e.ExceptionDetails.Text, " ", e.ExceptionDetails.Exception))
		case *cdplog.EventEntryAdded:
			said = append(said, e.Entry.Text)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return said
	}
}

// screenshot keeps a picture where the tests were told to, for people to look at.
func screenshot(ctx context.Context, t *testing.T, name string) {
	t.Helper()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err != nil {
		t.Fatal(err)
	}
	if len(picture) < 10_000 {
		t.Errorf("the picture of %s has %d bytes", name, len(picture))
	}
	folder := os.Getenv("WECOM_SCREENSHOTS")
	if folder == "" {
		return
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), picture, 0o600); err != nil {
		t.Fatal(err)
	}
}

func evaluate[T any](ctx context.Context, t *testing.T, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	if err != nil {
		t.Fatalf("%s: %v", script, err)
	}
	return v
}

func TestInABrowser(t *testing.T) {
	ctx, complaints := browser(t)
	v := visit(t, emulator.ExampleCorp())
	run := func(what string, steps ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, steps...); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
	}
	run("open", chromedp.Navigate(v.url+"/?lang=zh"))
	if title := evaluate[string](ctx, t, "document.title"); !strings.Contains(title, "企业微信模拟器") {
		t.Errorf("title %q", title)
	}
	for _, tab := range tabs {
		run(tab, chromedp.Navigate(v.url+"/console/"+tab), chromedp.WaitVisible("nav a[aria-current]"))
		screenshot(ctx, t, "console-"+tab)
	}

	// A person renames a department.
	rename := "#department-3 form[action$=rename_department] "
	run("rename",
		chromedp.Navigate(v.url+"/"),
		chromedp.Click("#department-3 > details > .edits > summary"),
		chromedp.Click("#department-3 > details > .edits > details:nth-of-type(2) > summary"),
		chromedp.WaitVisible(rename+"input[name=name]"),
		chromedp.SetValue(rename+"input[name=name]", "平台组"),
		chromedp.Click(rename+"button"),
		chromedp.WaitVisible(`//h3[text()="平台组"]`),
	)
	if name := v.srv.Corp().Departments[2].Name; name != "平台组" {
		t.Errorf("the department is called %q", name)
	}

	// What apply does meanwhile shows by itself.
	if _, err := v.srv.Console().CreateDepartment(2, "由 Terraform 新建"); err != nil {
		t.Fatal(err)
	}
	run("live", chromedp.WaitVisible(`//h3[text()="由 Terraform 新建"]`))

	// On a phone nothing is wider than the screen.
	run("phone", chromedp.EmulateViewport(400, 800))
	for _, tab := range []string{"calls", "contact-ways", "tags", "apps", "intercept-rules", "directory"} {
		run(tab, chromedp.Navigate(v.url+"/console/"+tab), chromedp.WaitVisible("main"))
		if wide := evaluate[int](ctx, t, `document.documentElement.scrollWidth`); wide > 400 {
			t.Errorf("%s is %d pixels wide on a screen of 400", tab, wide)
		}
	}
	screenshot(ctx, t, "console-phone")
	run("desk", chromedp.EmulateViewport(1200, 1000))

	// The filter leaves what has the word, with what it is in; a department folds.
	run("filter", chromedp.Navigate(v.url+"/console/directory"), chromedp.SendKeys("nav input[type=search]", "孙丽"))
	if left := evaluate[string](ctx, t, `[...document.querySelectorAll('main li[id]:not([hidden])')].map(e => e.id).join(' ')`); left != "department-1 department-4 department-5 member-5-sunli" {
		t.Errorf("the filter leaves %q", left)
	}
	run("fold", chromedp.Click("#department-4 > details > summary"))
	if evaluate[bool](ctx, t, `document.querySelector('#department-5').checkVisibility()`) {
		t.Error("a folded department shows what is in it")
	}

	// The QR code is a picture that has loaded.
	run("code", chromedp.Navigate(v.url+"/console/contact-ways?lang=en"), chromedp.WaitVisible("img.code"))
	if width := evaluate[int](ctx, t, `document.querySelector('img.code').naturalWidth`); width < 50 {
		t.Errorf("the QR code is %d pixels wide", width)
	}
	screenshot(ctx, t, "console-contact-ways-en")

	// Deleting asks first.
	evaluate[bool](ctx, t, `window.confirm = function (text) { window.asked = text; return false; }; true`)
	run("delete", chromedp.Click("details.danger summary"), chromedp.Click("details.danger button"))
	if asked := evaluate[string](ctx, t, `window.asked`); !strings.Contains(asked, "cannot be undone") || len(v.srv.Corp().ContactWays) != 1 {
		t.Errorf("asked %q; %d contact ways are left", asked, len(v.srv.Corp().ContactWays))
	}
	if status, _ := v.read(v.Get(v.url + "/console/nowhere")); status != http.StatusNotFound {
		t.Errorf("unknown tab: %d", status)
	}
	// Once the emulator has stopped the page says so; the browser's complaints of that are its own.
	said := complaints()
	v.stop()
	run("stopped", chromedp.WaitVisible(".stopped"))
	if len(said) > 0 {
		t.Errorf("the browser complains:\n%s", strings.Join(said, "\n"))
	}
}
