// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
)

// emulatorProcess is a running `wecomctl emulator`.
type emulatorProcess struct {
	cmd                            *exec.Cmd
	url                            string
	corpID, secret, contactsSecret string
}

// startEmulator starts it on a free port with the example corp.
func startEmulator(ctx context.Context, d *demo) (*emulatorProcess, error) {
	wecomctl, err := filepath.Abs(filepath.Join(d.bin, "wecomctl"))
	if err != nil {
		return nil, err
	}
	corpFile := filepath.Join(d.dir, "corp.json")
	d.command("%s emulator --listen 127.0.0.1:0 --corp %s --print-url &", wecomctl, corpFile)
	// Without the cancellation: with KEEP=1 it outlives the demo.
	cmd := exec.CommandContext(context.WithoutCancel(ctx), wecomctl, "emulator", "--listen", "127.0.0.1:0", "--corp", corpFile, "--print-url")
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	e := &emulatorProcess{cmd: cmd, url: strings.TrimSpace(line)}
	if err != nil {
		e.stop()
		return nil, fmt.Errorf("the emulator did not say its address: %w", err)
	}
	fmt.Fprintf(d.out, "%s\n", e.url)

	raw, err := e.corp(ctx)
	if err != nil {
		e.stop()
		return nil, err
	}
	var corp struct {
		CorpID string `json:"corp_id"`
		Apps   []struct {
			Name, Kind, Secret string
		}
	}
	if err := json.Unmarshal(raw, &corp); err != nil {
		e.stop()
		return nil, err
	}
	e.corpID = corp.CorpID
	for _, app := range corp.Apps {
		switch {
		case app.Kind == "contacts":
			e.contactsSecret = app.Secret
		case app.Kind == "self_built" && e.secret == "":
			e.secret = app.Secret
		}
	}
	return e, nil
}

func (e *emulatorProcess) pid() int { return e.cmd.Process.Pid }

func (e *emulatorProcess) stop() {
	_ = e.cmd.Process.Kill()
	_ = e.cmd.Wait()
}

// corp returns the corp as JSON.
func (e *emulatorProcess) corp(ctx context.Context) ([]byte, error) {
	return e.call(ctx, http.MethodGet, "/_emulator/corp", nil)
}

// call sends one control or API call.
func (e *emulatorProcess) call(ctx context.Context, method, path string, body any) ([]byte, error) {
	var payload io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		payload = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, e.url+path, payload)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }()
	raw, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s %s: %s: %s", method, path, resp.Status, raw)
	}
	return raw, err
}

// api sends one call of the WeCom API with the app's own secret.
func (e *emulatorProcess) api(ctx context.Context, path string, body any) error {
	raw, err := e.call(ctx, http.MethodGet, "/cgi-bin/gettoken?"+url.Values{"corpid": {e.corpID}, "corpsecret": {e.secret}}.Encode(), nil)
	if err != nil {
		return err
	}
	var token struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal(raw, &token); err != nil {
		return err
	}
	raw, err = e.call(ctx, http.MethodPost, "/cgi-bin/"+path+"?"+url.Values{"access_token": {token.Token}}.Encode(), body)
	if err != nil {
		return err
	}
	var answer struct {
		Code int    `json:"errcode"`
		Text string `json:"errmsg"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return err
	}
	if answer.Code != 0 {
		return fmt.Errorf("%s: errcode %d %s", path, answer.Code, answer.Text)
	}
	return nil
}
