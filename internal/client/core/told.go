// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"errors"
	"sync"
)

// Told remembers at which object a run has explained a cause, so that a cause which a hundred objects meet is explained
// once. A nil one remembers nothing.
type Told struct {
	mu sync.Mutex
	at map[string]string
}

// First returns the object at which cause was explained first: object itself when that is now.
func (t *Told) First(cause, object string) string {
	if t == nil {
		return object
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.at == nil {
		t.at = map[string]string{}
	}
	if _, known := t.at[cause]; !known {
		t.at[cause] = object
	}
	return t.at[cause]
}

// toldBy is embedded by errors of a client: it has what the client's run has told.
type toldBy struct{ told *Told }

func (t toldBy) whatWasTold() *Told { return t.told }

// ToldOf is what the run in which err came up has told.
func ToldOf(err error) *Told {
	var of interface{ whatWasTold() *Told }
	if errors.As(err, &of) {
		return of.whatWasTold()
	}
	return nil
}
