#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# tools/fuzz.sh [PACKAGE...] runs each fuzz target of the packages (all of this module) for FUZZTIME (10m), one after the
# other on one core at low priority, and prints a line with its executions. FUZZ names the targets (a regular expression).
# An input that fails a target is left under testdata/fuzz of its package, where "go test" then runs it for ever: commit it
# together with the repair.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
time=${FUZZTIME:-10m}
wanted=${FUZZ:-.}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

[ $# -gt 0 ] || set -- ./...
mapfile -t packages < <(go list -f '{{if or .TestGoFiles .XTestGoFiles}}{{.ImportPath}}{{end}}' "$@")
count=0 failed=0
for package in "${packages[@]}"; do
	dir=$(go list -f '{{.Dir}}' "$package")
	while IFS= read -r target; do
		grep -qE "$wanted" <<<"$target" || continue
		count=$((count + 1))
		SECONDS=0
		# Without a bound, shrinking an input that is merely new may take a minute.
		if nice -n 19 go test -run '^$' -fuzz "^$target\$" -fuzztime "$time" -fuzzminimizetime 200x -parallel 1 "$package" >"$log" 2>&1; then
			result=ok
		else
			result=FAIL
			failed=1
			cat "$log"
		fi
		runs=$(grep -oE 'execs: [0-9]+' "$log" | tail -n 1 || true)
		new=$(grep -oE 'new interesting: [0-9]+ \(total: [0-9]+\)' "$log" | tail -n 1 || true)
		printf '%-4s  %5d s  %-18s  %s  %s  %s\n' "$result" "$SECONDS" "${runs:-execs: none}" "$target" "${package##*/}" "$new"
	done < <(grep -hoE '^func Fuzz[A-Za-z0-9_]+' "$dir"/*_test.go 2>/dev/null | cut -d ' ' -f 2 | sort)
done
[ "$count" -gt 0 ] || {
	echo 'tools/fuzz.sh: no target matches' >&2
	exit 1
}
exit "$failed"
