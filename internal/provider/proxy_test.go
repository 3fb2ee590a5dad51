// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/check/acctest"
)

// proxyPassword must not be printed by anybody.
const proxyPassword = "proxy-canary-7d1f"

// privateCA is the certificate of a private deployment, signed by itself.
func privateCA(t *testing.T, ip string) (tls.Certificate, []byte) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "private deployment"}, IPAddresses: []net.IP{net.ParseIP(ip)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

// connectProxy passes CONNECT on to whoever knows the password.
type connectProxy struct {
	mu       sync.Mutex
	asked    []string // targets of the calls let in
	rejected int
}

func (p *connectProxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	user, password, ok := (&http.Request{Header: http.Header{"Authorization": r.Header["Proxy-Authorization"]}}).BasicAuth()
	known := ok && user == "user" && password == proxyPassword
	p.mu.Lock()
	if known && r.Method == http.MethodConnect {
		p.asked = append(p.asked, r.Host)
	} else {
		p.rejected++
	}
	p.mu.Unlock()
	if !known || r.Method != http.MethodConnect {
		w.WriteHeader(http.StatusProxyAuthRequired)
		return
	}
	target, err := new(net.Dialer).DialContext(r.Context(), "tcp", r.Host)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusOK)
	client, buffered, err := http.NewResponseController(w).Hijack()
	if err != nil {
		_ = target.Close()
		return
	}
	go func() {
		_, _ = io.Copy(target, buffered)
		_ = target.Close()
	}()
	_, _ = io.Copy(client, target)
	_ = client.Close()
}

func (p *connectProxy) seen() (asked []string, rejected int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked), p.rejected
}

// The provider as users have it reaches a private deployment whose authority SSL_CERT_FILE names: through the proxy of
// the environment, and past it where NO_PROXY says so. Without the file it trusts nobody.
func TestAccProvider_proxyAndPrivateCA(t *testing.T) {
	t.Parallel()
	// Loopback addresses never go through a proxy; this one reaches the same machine and is not one of them.
	const host = "0.0.0.0"
	e := acctest.New(t)
	certificate, ca := privateCA(t, host)
	safe := httptest.NewUnstartedServer(e.Server)
	safe.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	safe.Config.ErrorLog = log.New(io.Discard, "", 0)
	safe.StartTLS()
	defer safe.Close()
	_, port, err := net.SplitHostPort(safe.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	proxy := &connectProxy{}
	through := httptest.NewServer(proxy)
	defer through.Close()
	e.URL = "https://" + net.JoinHostPort(host, port)
	p := acctest.NewProcess(e, department)
	caFile := filepath.Join(p.Dir, "ca.pem")
	if err := os.WriteFile(caFile, ca, 0o600); err != nil {
		t.Fatal(err)
	}
	clean := slices.DeleteFunc(p.Env, func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return strings.HasSuffix(strings.ToUpper(name), "_PROXY") || strings.HasPrefix(name, "SSL_CERT_")
	})
	var printed strings.Builder
	run := func(env []string, args ...string) (int, string) {
		p.Env = append(append(slices.Clone(clean), "TF_LOG=TRACE", "TF_LOG_PATH="+filepath.Join(p.Dir, "trace.log")), env...)
		code, output := p.Run(args...)
		printed.WriteString(output)
		return code, output
	}
	address := func(password string) string {
		return "HTTPS_PROXY=" + strings.Replace(through.URL, "http://", "http://user:"+password+"@", 1)
	}
	trusting := "SSL_CERT_FILE=" + caFile

	if code, output := run([]string{address(proxyPassword), trusting}, "apply", "-auto-approve", "-no-color"); code != 0 {
		t.Fatal(output)
	}
	asked, rejected := proxy.seen()
	if len(asked) == 0 || rejected != 0 || slices.ContainsFunc(asked, func(target string) bool { return target != net.JoinHostPort(host, port) }) {
		t.Errorf("the proxy was asked for %q, and %d times without the password", asked, rejected)
	}
	if len(e.Corp().Departments) != 2 {
		t.Error("no department was made")
	}

	if code, output := run([]string{address(proxyPassword), trusting, "NO_PROXY=" + host}, "plan", "-detailed-exitcode", "-no-color"); code != 0 {
		t.Error(output)
	}
	if again, _ := proxy.seen(); len(again) != len(asked) {
		t.Errorf("the proxy was asked %d times in spite of NO_PROXY", len(again)-len(asked))
	}

	// A wrong password, a proxy that is not there, and an authority nobody named.
	e.ResetRequests()
	for name, tt := range map[string]struct {
		env  []string
		want string
	}{
		"wrong password": {[]string{address(proxyPassword + "x"), trusting}, "Proxy Authentication Required"},
		"no proxy there": {[]string{"HTTPS_PROXY=http://user:" + proxyPassword + "@127.0.0.1:1", trusting}, "HTTPS_PROXY"},
		"no address":     {[]string{"HTTPS_PROXY=http://user:" + proxyPassword + "@bad host:1", trusting}, "HTTPS_PROXY"},
		"unknown CA":     {nil, "certificate"},
	} {
		code, output := run(tt.env, "plan", "-no-color")
		if code != 1 || !strings.Contains(strings.Join(strings.Fields(output), " "), tt.want) {
			t.Errorf("%s: exit code %d, want 1 and %q in\n%s", name, code, tt.want, output)
		}
	}
	if n := len(e.Requests()); n != 0 {
		t.Errorf("%d calls got through", n)
	}
	trace := p.Read("trace.log")
	if !strings.Contains(trace, "WeCom API call") {
		t.Error("the log lacks the provider's lines: this test proves nothing")
	}
	for where, text := range map[string]string{"what the CLI printed": printed.String(), "the log": trace, "the state": p.Read("terraform.tfstate")} {
		if i := strings.Index(text, proxyPassword); i >= 0 {
			t.Errorf("%s holds the proxy's password: …%s…", where, text[max(0, i-200):min(len(text), i+40)])
		}
	}
}
