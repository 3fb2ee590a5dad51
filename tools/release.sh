#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# tools/release.sh ARGUMENT... runs goreleaser from tools/release, with the SBOM generator from tools/sbom on the PATH,
# in the current directory. What the bytes of a release could depend on is set here: the time zone (archives hold local
# times) and the caller's settings for Go.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

goreleaser=$("$here/build.sh" goreleaser)
sbom=$("$here/build.sh" cyclonedx-gomod)
unset GOOS GOARCH GOEXPERIMENT GOAMD64 GOARM GOARM64 GO386 GOFIPS140
export TZ=UTC LC_ALL=C PATH="${sbom%/*}:$PATH"
umask 022
exec "$goreleaser" "$@"
