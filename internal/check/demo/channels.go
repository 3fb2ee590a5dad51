// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// showChannels prints what the customers of the corp will see: it saves the picture of the QR code and shows the link.
func (d *demo) showChannels(ctx context.Context) error {
	name := filepath.Base(d.cli)
	d.command("%s output -json", name)
	cmd := exec.CommandContext(ctx, d.cli, "output", "-json")
	cmd.Dir, cmd.Env = d.dir, d.env
	raw, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s output: %w", name, err)
	}
	var outputs map[string]struct{ Value any }
	if err := json.Unmarshal(raw, &outputs); err != nil {
		return err
	}
	text := func(output string) string { s, _ := outputs[output].Value.(string); return s }
	code, link, tracked := text("expo_qr_code"), text("website_link"), text("website_link_newsletter")
	if !strings.HasPrefix(link, "https://") || !strings.Contains(tracked, "customer_channel=newsletter") {
		return fmt.Errorf("the link is %q, with a channel %q", link, tracked)
	}
	fmt.Fprintf(d.out, "QR code:                     %s\nlink:                        %s\nlink, counted as newsletter: %s\n", code, link, tracked)

	picture := filepath.Join(d.dir, "expo.png")
	d.command("curl -o %s %s", picture, code)
	path, found := strings.CutPrefix(code, d.emulator.url)
	if !found {
		return fmt.Errorf("the QR code's address %s is not the emulator's", code)
	}
	raw, err = d.emulator.call(ctx, "GET", path, nil)
	if err != nil {
		return err
	}
	image, err := png.DecodeConfig(bytes.NewReader(raw))
	if err != nil {
		return fmt.Errorf("the QR code's picture: %w", err)
	}
	if err := os.WriteFile(picture, raw, 0o600); err != nil {
		return err
	}
	fmt.Fprintf(d.out, "saved a picture of %d × %d pixels\n", image.Width, image.Height)
	return nil
}
