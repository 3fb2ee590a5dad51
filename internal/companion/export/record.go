// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package export

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/companion/inventory"
)

// RecordFile remembers in the folder which objects were exported under which names. Import blocks are removed after an
// adoption, and nothing else in a configuration tells the id of an object.
const RecordFile = ".wecomctl-export.json"

const recordVersion = 1

// record is the content of RecordFile. It holds ids and names, no secrets.
type record struct {
	Version int    `json:"version"`
	CorpID  string `json:"corp_id"`
	// Objects are the resource names by id, by resource type.
	Objects map[string]map[string]string `json:"objects"`
	// Readme is the last page written and its SHA-256: only an unchanged one may be replaced.
	Readme       string `json:"readme,omitempty"`
	ReadmeSHA256 string `json:"readme_sha256,omitempty"`

	raw []byte // as read
}

func readRecord(dir, corpID string) (*record, error) {
	r := &record{Version: recordVersion, CorpID: corpID, Objects: map[string]map[string]string{}}
	path := filepath.Join(dir, RecordFile)
	raw, err := os.ReadFile(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return nil, err
	default:
		var read record
		if err := json.Unmarshal(raw, &read); err != nil {
			return nil, fmt.Errorf("%s is damaged (%w). Take it back from version control; without it, what was exported before would be written again", path, err)
		}
		if read.Version != recordVersion {
			return nil, fmt.Errorf("%s has version %d, this wecomctl knows version %d. Use the wecomctl that wrote it, or a newer one", path, read.Version, recordVersion)
		}
		if read.CorpID != corpID {
			return nil, fmt.Errorf("%s holds an export of corp %s, this is corp %s. Choose another folder for each corp", dir, read.CorpID, corpID)
		}
		if read.Objects != nil {
			r = &read
		}
		r.raw = raw
	}
	for _, k := range inventory.Kinds() {
		if r.Objects[k.Type()] == nil {
			r.Objects[k.Type()] = map[string]string{}
		}
	}
	return r, nil
}

func (r *record) bytes() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	_ = enc.Encode(r) // strings and numbers only
	return b.Bytes()
}

// ownsReadme reports whether the page in the folder is as it was written.
func (r *record) ownsReadme(dir string) bool {
	if r.Readme == "" {
		return false
	}
	raw, err := os.ReadFile(filepath.Join(dir, r.Readme))
	return err == nil && sum(raw) == r.ReadmeSHA256
}

func sum(raw []byte) string {
	h := sha256.Sum256(raw)
	return hex.EncodeToString(h[:])
}
