// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package shared

import "golang.org/x/text/unicode/norm"

// SameName compares two names as Terraform hands them over: in the composed form (NFC), whatever form WeCom stores.
func SameName(a, b string) bool { return a == b || norm.NFC.String(a) == norm.NFC.String(b) }
