// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package inventory

import (
	"encoding/json"
	"errors"
)

// ErrEncryptedState says what to do about a state file that OpenTofu encrypted.
var ErrEncryptedState = errors.New("OpenTofu has encrypted it: run `tofu state pull > pulled.json` and give that file with --state, then delete it")

// EncryptedState reports whether raw is a state that OpenTofu encrypted.
func EncryptedState(raw []byte) bool {
	var head struct {
		Data json.RawMessage `json:"encrypted_data"`
	}
	return json.Unmarshal(raw, &head) == nil && head.Data != nil
}
