// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package drift

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Limits of a group robot (消息推送, page 91770): bytes of one Markdown message; 20 messages a minute and robot, of which
// one report may use a few.
const (
	messageBytes    = 4096
	messagesPerRun  = 3
	robotTimeout    = 15 * time.Second
	robotAnswerSize = 64 << 10
)

// Messages are the report as Markdown messages for a group robot, each within WeCom's limit. What does not fit into
// three is counted in the last one. title stands above each.
func (r *Report) Messages(title string) []string {
	head := "**" + robotText(title) + "**\n" + robotText(r.verdict()) + "\n"
	var blocks []string
	if share := r.shares(); share != "" {
		blocks = append(blocks, share)
	}
	for _, l := range r.lines(false) {
		if l.mark == "$" {
			continue // commands are for the report of the job
		}
		if l.heading {
			blocks = append(blocks, "\n**"+robotText(l.text.plain())+"**\n")
			continue
		}
		block := "> " + robotText(l.mark+" "+l.text.plain()) + "\n"
		for _, s := range l.below {
			block += ">  " + robotText(s.plain()) + "\n"
		}
		blocks = append(blocks, block)
	}
	const more = "… and %d more: see the report of the job.\n"
	room := messageBytes - len(fmt.Sprintf(more, 1_000_000))
	var out []string
	var now strings.Builder
	now.WriteString(head)
	for i, block := range blocks {
		if len(head)+len(block) > room {
			block = cut(block, room-len(head)-len("…\n")) + "…\n"
		}
		if now.Len()+len(block) > room {
			if len(out) == messagesPerRun-1 {
				fmt.Fprintf(&now, more, len(blocks)-i)
				break
			}
			out = append(out, now.String())
			now.Reset()
			now.WriteString(head)
		}
		now.WriteString(block)
	}
	return append(out, now.String())
}

func (r *Report) shares() string {
	var b strings.Builder
	for _, s := range r.held() {
		b.WriteString(robotText(s.sentence()) + "\n")
	}
	return b.String()
}

// cut shortens to at most n bytes, at the border of a character.
func cut(s string, n int) string {
	for n > 0 && n < len(s) && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:max(min(n, len(s)), 0)]
}

// robotText takes the meaning from what the robot's Markdown knows, mentions (<@userid>) above all. It knows no
// escapes, so the marks are replaced by their full-width likes.
func robotText(s string) string {
	return strings.NewReplacer("<", "＜", ">", "＞", "*", "＊", "`", "｀", "[", "［", "]", "］", "\r", " ", "\n", " ").Replace(s)
}

// ErrRobot says that the message was not taken. Its text never holds the address: the key in it is a secret.
var ErrRobot = errors.New("the group robot did not take the message")

// OnThisMachine reports whether an address is that of this machine, as in a rehearsal.
func OnThisMachine(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// Notify sends the messages to the webhook of a group robot. The address must be https unless it is a loopback one.
func Notify(ctx context.Context, webhook string, messages []string) error {
	u, err := url.Parse(webhook)
	if err != nil || u.Hostname() == "" || (u.Scheme != "https" && u.Scheme != "http") {
		return fmt.Errorf("%w: its address is no URL such as https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…", ErrRobot)
	}
	if u.Scheme == "http" && !OnThisMachine(webhook) {
		return fmt.Errorf("%w: its address must be https, the key in it is a secret", ErrRobot)
	}
	c := &http.Client{Timeout: robotTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for i, text := range messages {
		if err := send(ctx, c, webhook, text); err != nil {
			return fmt.Errorf("%w (message %d of %d to %s): %w", ErrRobot, i+1, len(messages), u.Host, err)
		}
	}
	return nil
}

func send(ctx context.Context, c *http.Client, webhook, text string) error {
	body, err := json.Marshal(map[string]any{"msgtype": "markdown", "markdown": map[string]string{"content": text}})
	if err != nil {
		return err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, webhook, bytes.NewReader(body))
	if err != nil {
		return errors.New("the address is malformed")
	}
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	resp, err := c.Do(req)
	if err != nil {
		var with *url.Error
		if errors.As(err, &with) { // names the address
			err = with.Err
		}
		return err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, robotAnswerSize))
	if err != nil {
		return err
	}
	var answer struct {
		Errcode *int   `json:"errcode"`
		Errmsg  string `json:"errmsg"`
	}
	switch err := json.Unmarshal(raw, &answer); {
	case resp.StatusCode != http.StatusOK || err != nil || answer.Errcode == nil:
		return fmt.Errorf("HTTP %d, no answer of WeCom", resp.StatusCode)
	case *answer.Errcode == 45009:
		return fmt.Errorf("errcode 45009 %q: a robot takes 20 messages a minute", answer.Errmsg)
	case *answer.Errcode == 93000:
		return fmt.Errorf("errcode 93000 %q: the key is wrong, or the robot was removed from the group", answer.Errmsg)
	case *answer.Errcode != 0:
		return fmt.Errorf("errcode %d %q", *answer.Errcode, answer.Errmsg)
	}
	return nil
}
