// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package functions_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/functions"
)

const link = "https://work.weixin.qq.com/ca/cawcde5dbdafdfdaf98baf"

// call runs a function the way the framework does.
func call(t *testing.T, f function.Function, args ...string) (string, *function.FuncError) {
	t.Helper()
	values := make([]attr.Value, 0, len(args))
	for _, a := range args {
		values = append(values, types.StringValue(a))
	}
	resp := function.RunResponse{Result: function.NewResultData(types.StringUnknown())}
	f.Run(context.Background(), function.RunRequest{Arguments: function.NewArgumentsData(values)}, &resp)
	if resp.Error != nil {
		return "", resp.Error
	}
	got, ok := resp.Result.Value().(types.String)
	if !ok {
		t.Fatalf("result is a %T", resp.Result.Value())
	}
	return got.ValueString(), nil
}

func TestAcquisitionLinkURL(t *testing.T) {
	exactly64 := strings.Repeat("渠", 21) + "1"
	tests := map[string]struct{ link, channel, want string }{
		"plain":                {link, "WORK", link + "?customer_channel=WORK"},
		"unreserved":           {link, "a-b.c_d~9", link + "?customer_channel=a-b.c_d~9"},
		"blank and plus":       {link, "a b+c", link + "?customer_channel=a%20b%2Bc"},
		"reserved":             {link, "a&b=c?d#e/f%", link + "?customer_channel=a%26b%3Dc%3Fd%23e%2Ff%25"},
		"Chinese":              {link, "门店", link + "?customer_channel=%E9%97%A8%E5%BA%97"},
		"64 bytes":             {link, exactly64, link + "?customer_channel=" + strings.Repeat("%E6%B8%A0", 21) + "1"},
		"query kept":           {link + "?comp_scene=ENC%2bab+c", "x", link + "?comp_scene=ENC%2bab+c&customer_channel=x"},
		"fragment kept":        {link + "#top?a=b", "x", link + "?customer_channel=x#top?a=b"},
		"empty fragment":       {link + "#", "x", link + "?customer_channel=x#"},
		"query and fragment":   {link + "?a=1&b#c", "x", link + "?a=1&b&customer_channel=x#c"},
		"empty query":          {link + "?", "x", link + "?customer_channel=x"},
		"channel replaced":     {link + "?customer_channel=old&once_key=ENC1", "new", link + "?once_key=ENC1&customer_channel=new"},
		"channels replaced":    {link + "?customer_channel=a&customer_channel=b", "c", link + "?customer_channel=c"},
		"encoded key replaced": {link + "?customer%5Fchannel=a&customer_channel", "c", link + "?customer_channel=c"},
		"similar key kept":     {link + "?my_customer_channel=a&%zz=1", "c", link + "?my_customer_channel=a&%zz=1&customer_channel=c"},
		"first edition":        {"work.weixin.qq.com/ca/ca1", "x", "https://work.weixin.qq.com/ca/ca1?customer_channel=x"},
		"private deployment":   {"https://wecom.example.com:8443/ca/ca1", "x", "https://wecom.example.com:8443/ca/ca1?customer_channel=x"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := call(t, functions.NewAcquisitionLinkURL(), tt.link, tt.channel)
			if err != nil || got != tt.want {
				t.Fatalf("got %q, %v; want %q", got, err, tt.want)
			}
			if again, err := call(t, functions.NewAcquisitionLinkURL(), got, tt.channel); err != nil || again != got {
				t.Errorf("a second time gives %q, %v; want %q", again, err, got)
			}
			u, parseErr := url.Parse(got)
			if parseErr != nil || len(u.Query()["customer_channel"]) != 1 || u.Query().Get("customer_channel") != tt.channel {
				t.Errorf("%q reads as channels %q, want %q once", got, u.Query()["customer_channel"], tt.channel)
			}
		})
	}
}

func TestAcquisitionLinkURLRefuses(t *testing.T) {
	tests := map[string]struct {
		link, channel string
		argument      int64
		want          string
	}{
		"65 bytes":      {link, strings.Repeat("a", 65), 1, "has 65 bytes; WeCom keeps the first 64"},
		"22 characters": {link, strings.Repeat("渠", 22), 1, "has 66 bytes; WeCom keeps the first 64"},
		"no channel":    {link, "", 1, "the channel is empty"},
		"no link":       {"", "x", 0, "the address is empty"},
		"http":          {"http://work.weixin.qq.com/ca/ca1", "x", 0, "is not an https address"},
		"link id":       {"cawcde5dbdafdfdaf98baf", "x", 0, "is not an https address"},
		"no host":       {"https:///ca/ca1", "x", 0, "is not an https address"},
		"scheme":        {"weixin://biz/ww/profile/https%3A%2F%2Fwork.weixin.qq.com", "x", 0, "is a WeChat scheme already"},
		"blank":         {link + " ", "x", 0, "contains a blank"},
		"no address":    {"https://work.weixin.qq.com/%zz", "x", 0, "is not an address: invalid URL escape"},
		"control":       {link + "\x7f", "x", 0, "is not an address"},
		"both bad":      {"", "", 0, "the address is empty"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := call(t, functions.NewAcquisitionLinkURL(), tt.link, tt.channel)
			if err == nil {
				t.Fatalf("got %q, want an error", got)
			}
			if !strings.Contains(err.Text, tt.want) || err.FunctionArgument == nil || *err.FunctionArgument != tt.argument {
				t.Errorf("got %q for argument %v, want %q for argument %d", err.Text, err.FunctionArgument, tt.want, tt.argument)
			}
		})
	}
}

func TestAcquisitionLinkScheme(t *testing.T) {
	tests := map[string]struct{ link, want string }{
		// The sample of the page.
		"page": {"https://work.weixin.qq.com/ca/caXXXXX?customer_channel=WORK",
			"weixin://biz/ww/profile/https%3A%2F%2Fwork.weixin.qq.com%2Fca%2FcaXXXXX%3Fcustomer_channel%3DWORK"},
		"plain": {link, "weixin://biz/ww/profile/https%3A%2F%2Fwork.weixin.qq.com%2Fca%2Fcawcde5dbdafdfdaf98baf"},
		"encoded once more": {link + "?customer_channel=%E9%97%A8#f",
			"weixin://biz/ww/profile/https%3A%2F%2Fwork.weixin.qq.com%2Fca%2Fcawcde5dbdafdfdaf98baf%3Fcustomer_channel%3D%25E9%2597%25A8%23f"},
		"first edition": {"work.weixin.qq.com/ca/ca1", "weixin://biz/ww/profile/https%3A%2F%2Fwork.weixin.qq.com%2Fca%2Fca1"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			if got, err := call(t, functions.NewAcquisitionLinkScheme(), tt.link); err != nil || got != tt.want {
				t.Errorf("got %q, %v; want %q", got, err, tt.want)
			}
		})
	}
	for name, tt := range map[string]struct{ link, want string }{
		"empty":  {"", "the address is empty"},
		"scheme": {"weixin://biz/ww/profile/x", "is a WeChat scheme already"},
		"http":   {"http://work.weixin.qq.com/ca/ca1", "is not an https address"},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := call(t, functions.NewAcquisitionLinkScheme(), tt.link)
			if err == nil || !strings.Contains(err.Text, tt.want) || err.FunctionArgument == nil || *err.FunctionArgument != 0 {
				t.Errorf("got %q, %v; want %q for argument 0", got, err, tt.want)
			}
		})
	}
}
