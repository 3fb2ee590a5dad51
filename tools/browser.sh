#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# Gets a Chromium for the test of the emulator's page, for CI: the one on the PATH, else Debian's where this user may
# install packages. Never fails: without one the test is skipped and says so.
set -uo pipefail

if command -v chromium chromium-browser google-chrome; then
	exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	log=$(mktemp)
	trap 'rm -f "$log"' EXIT
	export DEBIAN_FRONTEND=noninteractive
	# The font is for the screenshots: Chromium alone brings none for Chinese.
	{ apt-get update && apt-get install -y --no-install-recommends chromium fonts-wqy-zenhei; } >"$log" 2>&1
	if command -v chromium; then
		exit 0
	fi
	tail -n 3 "$log"
fi
echo 'No Chromium here: the page of the emulator is tested without a browser.'
