// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package acctest

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator"
)

// faults are what may happen to a call without the provider's doing.
var faults = map[string]emulator.Fault{
	"lost before":    {Kind: emulator.FaultLostReply, When: emulator.Before},
	"lost after":     {Kind: emulator.FaultLostReply, When: emulator.After},
	"500 before":     {Kind: emulator.FaultServerError, When: emulator.Before},
	"500 after":      {Kind: emulator.FaultServerError, When: emulator.After},
	"502 before":     {Kind: emulator.FaultBadGateway, When: emulator.Before},
	"502 after":      {Kind: emulator.FaultBadGateway, When: emulator.After},
	"truncated":      {Kind: emulator.FaultTruncated, When: emulator.After},
	"slow":           {Kind: emulator.FaultLatency, When: emulator.After, Delay: 3 * time.Second},
	"silence before": {Kind: emulator.FaultSilence, When: emulator.Before},
	"silence after":  {Kind: emulator.FaultSilence, When: emulator.After},
	"busy before":    {Kind: emulator.FaultError, Code: -1, When: emulator.Before},
	"busy after":     {Kind: emulator.FaultError, Code: -1, When: emulator.After},
	"6000 before":    {Kind: emulator.FaultError, Code: 6000, When: emulator.Before},
	"6000 after":     {Kind: emulator.FaultError, Code: 6000, When: emulator.After},
	"45033":          {Kind: emulator.FaultError, Code: 45033, When: emulator.Before},
	"45009":          {Kind: emulator.FaultError, Code: 45009, When: emulator.Before},
	"token expired":  {Kind: emulator.FaultError, Code: 42001, When: emulator.Before},
	"token invalid":  {Kind: emulator.FaultError, Code: 40014, When: emulator.Before},
}

// Faults are those kinds, by name.
func Faults() map[string]emulator.Fault { return maps.Clone(faults) }

// EachFault runs life once per fault on an emulator of its own, where the fault hits the first call of each of paths.
// life has to call each of them, and to check after every step that the corp is as configured, once.
func EachFault(t *testing.T, paths []string, life func(t *testing.T, e *Env)) {
	t.Helper()
	OnOneCLI(t)
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			e := New(t)
			for _, path := range paths {
				hit := fault
				hit.Path = path
				e.Inject(hit)
			}
			life(t, e)
			for _, path := range paths {
				if !slices.ContainsFunc(e.Requests(path), func(r emulator.Request) bool { return r.Fault != "" }) {
					t.Errorf("the fault hit no %s: this case proves nothing", path)
				}
			}
		})
	}
}
