#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# Every check that needs no test to run: "make lint" calls it. All of them run, and the last line names those that failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

failed=()

# check NAME COMMAND... runs COMMAND and remembers NAME when it fails.
check() {
	local name=$1
	shift
	printf '== %s\n' "$name"
	"$@" || failed+=("$name")
}

# files PATTERN... lists tracked and new files, without ignored and deleted ones, each ended by a zero byte.
files() {
	local file
	git ls-files -z --cached --others --exclude-standard -- "$@" |
		while IFS= read -r -d '' file; do if [ -f "$file" ]; then printf '%s\0' "$file"; fi; done
}

golangci() {
	local linter
	linter=$(tools/build.sh golangci-lint) && "$linter" run ./...
}

formatted() {
	local bad
	bad=$(files '*.go' | xargs -0 gofmt -l) || return 1
	if [ -n "$bad" ]; then
		printf 'not formatted, run make fmt:\n%s\n' "$bad"
		return 1
	fi
}

commented() {
	files '*.go' | xargs -0 go run ./internal/check/tools/commentwidth
}

licensed() {
	local file head status=0
	while IFS= read -r -d '' file; do
		head=$(head -n 3 "$file")
		case $head in
		*'Copyright (c) The terraform-provider-wecom authors'*'SPDX-License-Identifier: MPL-2.0'*) ;;
		*)
			printf '%s: the licence header is missing from its first three lines\n' "$file"
			status=1
			;;
		esac
	# What is under examples/ is shown in the documentation as it is; settings of services (YAML, JSON) are no programs.
	done < <(files '*.go' '*.sh' '*.js' '*.css' .ci/run GNUmakefile .golangci.yml ':!:examples')
	return "$status"
}

# without FOUND EXPLANATION shows lines that a search found, and fails when there are any.
without() {
	if [ -n "$1" ]; then
		printf '%s\n%s\n' "$1" "$2"
		return 1
	fi
}

# search PATTERN [PATHSPEC]... prints the lines of tracked and new text files that match an extended pattern.
search() {
	local pattern=$1
	shift
	files "$@" | xargs -0 -r grep -nIE -e "$pattern" /dev/null || [ $? -le 123 ]
}

# A promise to come back needs somebody who made it. The words are written in two parts, or this file would find itself.
owned() {
	local todo='TO''DO' words
	words="$todo|FIX""ME|XX""X|HA""CK"
	without "$(search "(^|[^[:alnum:]_])($words)([^[:alnum:]_]|$)" ':!:*/testdata/*' |
		grep -vE "(^|[^[:alnum:]_])$todo\([a-z][a-z0-9-]*\): [^ ]|context\\\.\(Background\|$todo\)" || true)" \
		"say who will do it, as in \"$todo(name): what\", or do it"
}

# Paths of the machine that somebody worked on mean nothing on another one, and hosts of a private package proxy are nobody's
# business.
portable() {
	without "$(
		search '(^|[^[:alnum:]_.:/~$}*-])/(root|work|Users|home|tmp/[[:alnum:]_]+)/[[:alnum:]_.]'
		search '(artifactory|jfrog|nexus)[[:alnum:].-]*[/:]|[[:alnum:]-]+\.(internal|corp|lan)(:[0-9]+)?/' ':!:*.sum'
	)" 'a path or a host that only one machine or network knows'
}

# The modules of the two CLIs and of goreleaser are left out: tidying them downloads what only their own tests need. That
# they hold all that their builds need is seen when they are built, with -mod=readonly.
tidy() {
	local dir difference status=0
	for dir in . tools/changelog tools/docs tools/lint tools/sbom tools/vuln; do
		difference=$(cd "$dir" && go mod tidy -diff) || {
			head -n 40 <<<"$difference"
			printf '%s is not tidy, run go mod tidy\n' "$dir/go.mod"
			status=1
		}
	done
	return "$status"
}

shells() {
	local file status=0
	while IFS= read -r -d '' file; do
		bash -n "$file" || status=1
	done < <(files '*.sh' .ci/run ':!:examples/resources')
	# No Go program, so it cannot be built here: shellcheck counts where it is installed.
	if command -v shellcheck >/dev/null; then
		files '*.sh' .ci/run ':!:examples/resources' | xargs -0 shellcheck || status=1
	else
		echo '(bash -n only: shellcheck is not installed)'
	fi
	return "$status"
}

check 'golangci-lint' golangci
check 'gofmt' formatted
check 'licence headers' licensed
check 'owners of open ends' owned
check 'paths and hosts of one machine' portable
check 'comment width' commented
check 'go mod tidy' tidy
check 'shell scripts' shells

if [ ${#failed[@]} -gt 0 ]; then
	printf 'lint: FAILED:'
	printf ' %s;' "${failed[@]}"
	echo
	exit 1
fi
echo 'lint: golangci-lint with vet, gofmt, comment width, licence headers, owners of open ends, paths and hosts, go mod tidy and shell scripts are clean'
