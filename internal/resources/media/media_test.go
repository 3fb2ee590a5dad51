// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package media

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const head = "\x89PNG\r\n\x1a\n"

// A file that changes between plan and apply is refused before anything is uploaded.
func TestUpload_changedSincePlan(t *testing.T) {
	name := filepath.Join(t.TempDir(), "图.png")
	write := func(content string) {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(head + "one")
	p := Picture{File: types.StringValue(name), MediaID: types.StringNull()}
	var diags diag.Diagnostics
	if p.Plan(AlbumPicture, path.Root("pictures"), &diags); diags.HasError() || len(p.SHA256.ValueString()) != 64 {
		t.Fatalf("%v %v", p, diags)
	}
	var sent *File
	upload := func(_ context.Context, f *File) (string, error) { sent = f; return "id", nil }
	if id, err := p.Upload(t.Context(), AlbumPicture, upload); err != nil || id != "id" || sent.Name != "图.png" || sent.Type != "image/png" || string(sent.Content) != head+"one" {
		t.Errorf("%q, %v, %+v", id, err, sent)
	}
	sent = nil
	write(head + "two")
	if _, err := p.Upload(t.Context(), AlbumPicture, upload); err == nil || !strings.Contains(err.Error(), "changed between plan and apply") || sent != nil {
		t.Errorf("%v, sent %v", err, sent)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if _, err := p.Upload(t.Context(), AlbumPicture, upload); err == nil || !strings.Contains(err.Error(), "does not exist") {
		t.Errorf("%v", err)
	}
}

// A media id of the user's is sent as it is, and a file that is known only later is planned as unknown.
func TestPlan_noFile(t *testing.T) {
	p := Picture{File: types.StringNull(), MediaID: types.StringValue("m")}
	p.Plan(Image, path.Root("image"), nil)
	if id, err := p.Upload(t.Context(), Image, nil); err != nil || id != "m" || !p.SHA256.IsNull() {
		t.Errorf("%q, %v, %v", id, err, p)
	}
	p = Picture{File: types.StringUnknown(), MediaID: types.StringNull()}
	if p.Plan(Image, path.Root("image"), nil); !p.SHA256.IsUnknown() {
		t.Errorf("%v", p)
	}
}
