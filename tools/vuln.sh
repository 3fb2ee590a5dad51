#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# tools/vuln.sh looks for known vulnerabilities in what the provider and wecomctl call, with govulncheck. It fails on
# findings. When the database of Go cannot be reached it says NOT CHECKED and succeeds: that is no finding.
# VULNDB is another database, such as file:///PATH of a copy of https://vuln.go.dev (index/ and ID/).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
db=${VULNDB:-${GOVULNDB:-https://vuln.go.dev}}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

checker=$(tools/build.sh govulncheck)
status=0
"$checker" -db "$db" ./... >"$log" 2>&1 || status=$?
cat "$log"
# 0: none; 3: found; anything else: the check itself failed.
case $status in
0 | 3) exit "$status" ;;
esac
if grep -qE '(fetching vulnerabilities|no such host|dial tcp|connection refused|i/o timeout|TLS handshake|proxyconnect|HTTP GET .* returned unexpected status)' "$log"; then
	printf 'NOT CHECKED: the vulnerability database %s cannot be reached; VULNDB names another.\n' "${db%%\?*}"
	exit 0
fi
exit "$status"
