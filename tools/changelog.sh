#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# tools/changelog.sh renders CHANGELOG.md from .changes/, what is unreleased first.
#   KIND=… BODY=…    adds a fragment to .changes/unreleased before that, and prints its name
#   RELEASE=v1.2.3   makes a version of what is unreleased before that: .changes/v1.2.3.md, the notes of the release
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C
changie=$(tools/build.sh changie)

if [ -n "${KIND:-}${BODY:-}" ]; then
	before=$(ls .changes/unreleased)
	"$changie" new --interactive=false --kind "${KIND:-}" --body "${BODY:-}"
	comm -13 <(printf '%s\n' "$before") <(ls .changes/unreleased)
fi
if [ -n "${RELEASE:-}" ]; then
	"$changie" batch "v${RELEASE#v}"
fi
"$changie" merge --include-unreleased '## Unreleased'
