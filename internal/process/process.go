// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package process serves the provider in a process that suits what it is: one that lives for a single command and
// answers thousands of small calls.
package process

import "os"

// prepare sets what holds for the whole process, and reports whether nobody reads logs. What the user has set in the
// environment stays.
func prepare() (silence bool) {
	return quiet(os.Getenv, os.Setenv)
}

// quiet keeps the logs of the framework from being written while nobody reads them. Without a level of their own they
// are written at TRACE, two dozen lines for each object, and the CLI throws them away line by line unless TF_LOG or
// TF_LOG_PROVIDER is set: a third of the provider's CPU time, and some of the CLI's. Panics do not pass through these
// loggers.
func quiet(get func(name string) string, set func(name, value string) error) (silence bool) {
	if get("TF_LOG") != "" || get("TF_LOG_PROVIDER") != "" {
		return false
	}
	silence = true
	// The two that would follow TF_LOG_SDK are looked at before a line is put together, the one that they follow only
	// after.
	for _, name := range []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_WECOM"} {
		if get(name) == "" {
			_ = set(name, "OFF") // should it fail they are written, as before
		} else {
			silence = false // a level of its own was asked for
		}
	}
	return silence
}
