// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

package client

// Explanation tells an administrator what an error means and what to do.
type Explanation struct {
	Meaning     string // one sentence
	NextStep    string // one sentence
	ConsolePage string // console path in Chinese, "" when there is none
}

// Explain returns the explanation of the first error in err's chain that has one.
func Explain(err error) (Explanation, bool) { return Explanation{}, false }
