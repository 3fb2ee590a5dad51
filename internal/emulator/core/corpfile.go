// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package core

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Open makes a server that keeps its corp in a JSON file: it starts from the file, or from document when there is none,
// and saves after every change. A key that the file should not have is an error.
func Open(path string, of Families, document any, opts ...Option) (*Server, error) {
	raw, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	default:
		document = of.Blank(true)
		if err := DecodeStrictly(raw, document); err != nil {
			return nil, fmt.Errorf("corp file %s: %w", path, err)
		}
	}
	s, err := New(of, document, opts...)
	if err != nil {
		return nil, fmt.Errorf("corp file %s: %w", path, err)
	}
	s.corpPath = path
	err = s.writeCorpFile()
	return s, err
}

// DecodeStrictly is for files and control calls of users: an unknown key is an error that names it.
func DecodeStrictly(raw []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("data after the JSON object")
	}
	return nil
}

// save writes the corp file after a change, if there is one.
func (s *Server) save() {
	if s.corpPath == "" {
		return
	}
	if err := s.writeCorpFile(); err != nil && s.onSaveError != nil {
		s.onSaveError(err)
	}
}

// writeCorpFile replaces the file in one step, so that a crash leaves the old one or the new one.
func (s *Server) writeCorpFile() error {
	raw, err := json.MarshalIndent(s.world.Document(), "", "  ")
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(s.corpPath), filepath.Base(s.corpPath)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // fails once renamed
	_, err = temp.Write(append(raw, '\n'))
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	return os.Rename(temp.Name(), s.corpPath)
}

// WithSaveErrorHook calls fn when the corp file cannot be written. fn must not use the server.
func WithSaveErrorHook(fn func(error)) Option { return func(s *Server) { s.onSaveError = fn } }
