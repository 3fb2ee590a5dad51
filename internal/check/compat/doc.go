// Copyright (c) The terraform-provider-wecom authors
// SPDX-License-Identifier: MPL-2.0

// Package compat holds what later versions owe to earlier ones, as tests.
//
// testdata/schema has the schema of every released version, without texts, and that of today in current.json. A
// difference from current.json has to be recorded ("make schema-snapshot"); one that breaks configurations or states of
// the last release has to be announced in the changelog as well. Stricter validators, other defaults and other
// behaviour do not show in a schema: they are for reviewers.
//
// testdata/states has, for every released version and resource, a configuration and the state files that command lines
// wrote for it, each beside the corp as it was then. No later version may plan a change for them.
package compat
