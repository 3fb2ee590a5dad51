// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package emulator

import (
	_ "embed"

	"github.com/terraform-wecom/terraform-provider-wecom/internal/emulator/core"
)

//go:embed errcodes.txt
var errcodes string

var _ = core.Texts(errcodes)
