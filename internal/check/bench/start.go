// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"fmt"
	"net/rpc"
	"os"
	"os/exec"
	"slices"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/protobuf/types/known/emptypb"
)

// measureStarts takes the time from starting each provider to the answer to GetProviderSchema, the way a CLI begins:
// handshake, certificates, one call.
func (o *options) measureStarts(ctx context.Context, p *programs) (map[variant]time.Duration, error) {
	all := map[variant][]time.Duration{}
	for range o.starts {
		for _, v := range o.variants {
			took, err := startOnce(ctx, p.provider(v), v.environment())
			if err != nil {
				return nil, fmt.Errorf("start of %s: %w", v, err)
			}
			all[v] = append(all[v], took)
		}
	}
	out := map[variant]time.Duration{}
	for v, times := range all {
		out[v] = median(times)
		fmt.Fprintf(o.progress, "start: %-6s %s, from %s to %s\n", v, out[v].Round(time.Millisecond),
			slices.Min(times).Round(time.Millisecond), slices.Max(times).Round(time.Millisecond))
	}
	return out, nil
}

func startOnce(ctx context.Context, program string, environment []string) (time.Duration, error) {
	cmd := exec.CommandContext(ctx, program)
	cmd.Env = append(os.Environ(), environment...)
	began := time.Now()
	c := plugin.NewClient(&plugin.ClientConfig{
		HandshakeConfig: plugin.HandshakeConfig{
			ProtocolVersion:  6,
			MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
			MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
		},
		VersionedPlugins: map[int]plugin.PluginSet{6: {"provider": unused{}}},
		Cmd:              cmd,
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         true,
		Logger:           hclog.NewNullLogger(),
	})
	defer c.Kill()
	protocol, err := c.Client()
	if err != nil {
		return 0, err
	}
	connection, ok := protocol.(*plugin.GRPCClient)
	if !ok {
		return 0, fmt.Errorf("the provider speaks %T", protocol)
	}
	// The messages of the protocol are private to terraform-plugin-go; an empty one reads the same on the wire and
	// keeps what it does not know.
	var answer emptypb.Empty
	if err := connection.Conn.Invoke(ctx, "/tfplugin6.Provider/GetProviderSchema", &emptypb.Empty{}, &answer); err != nil {
		return 0, err
	}
	took := time.Since(began)
	if len(answer.ProtoReflect().GetUnknown()) == 0 {
		return 0, errors.New("the schema is empty")
	}
	return took, nil
}

// unused stands for the provider in the handshake; nothing is dispensed.
type unused struct{ plugin.NetRPCUnsupportedPlugin }

var _ plugin.Plugin = unused{}

func (unused) Client(*plugin.MuxBroker, *rpc.Client) (any, error) {
	return nil, errors.New("not dispensed")
}
