#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# tools/test-clis.sh [ARGUMENT OF go test]... runs the acceptance tests on each command line the provider promises to
# work with: Terraform 1.11 where it is on the PATH, Terraform 1.16 and OpenTofu 1.12. Every one runs even when another
# fails; the last lines say how each did. "make test-clis" calls it, and builds bin/testsummary before.
#
# Tests named TestAcc are those that a command line decides. What WeCom answers, and what the provider makes of it, is
# tried in process by "make test". LADDERS=1 runs the long ones too that need a command line but do not depend on which.
# WECOM_TESTED_CLI is the path of a CLI to leave out, because "make test" ran on it just before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if [ -z "${LADDERS:-}" ]; then
	export WECOM_TEST_NO_LADDERS=1
fi

# Only the packages that have such a test: a test program of each other one would be linked for each CLI to run nothing.
mapfile -t packages < <(grep -rl --include='*_test.go' '^func TestAcc' internal cmd | xargs -n 1 dirname | sort -u | sed 's|^|./|')

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failed=0
verdicts=()

# on NAME CLI [ARGUMENT]...
on() {
	local name=$1 cli=$2 kind
	shift 2
	kind=$(tools/cli.sh kind "$cli")
	if [ "$cli" = "${WECOM_TESTED_CLI:-}" ]; then
		verdicts+=("--    $kind: make test has run them")
		return
	fi
	printf '== %s: %s, %s\n' "$name" "$kind" "$cli"
	if tools/cli.sh run "$cli" go test -json -vet=off -run '^TestAcc' "$@" "${packages[@]}" |
		bin/testsummary -brief -title "$kind" | tee "$log"; then
		verdicts+=("ok    $(grep -F "$kind: " "$log" | head -n 1)")
	else
		verdicts+=("FAIL  $(grep -F "$kind: " "$log" | head -n 1 || true)")
		failed=1
	fi
	echo
}

if cli=$(tools/cli.sh on-path 1.11); then
	on 'Terraform 1.11' "$cli" "$@"
else
	verdicts+=('--    terraform 1.11: NOT TESTED, none is on the PATH and tools/ builds newer ones only')
fi
for tool in terraform opentofu; do
	if cli=$(tools/cli.sh "$tool"); then
		on "$tool from tools/" "$cli" "$@"
	else
		verdicts+=("FAIL  $tool: NOT TESTED, it could not be built, see above")
		failed=1
	fi
done

echo 'Acceptance tests by CLI:'
printf '  %s\n' "${verdicts[@]}"
exit "$failed"
