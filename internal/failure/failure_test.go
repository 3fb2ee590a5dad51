// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package failure_test

import (
	"errors"
	"os"
	"testing"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/failure"
)

func TestFailure(t *testing.T) {
	err := failure.New("Unable to read it", "%s is missing: %w.\nMake it.", "x", os.ErrNotExist)
	if err.Error() != "Unable to read it\n\nx is missing: file does not exist.\nMake it." || !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
