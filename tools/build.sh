#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# tools/build.sh NAME prints the path of a tool built from its own module under tools/, building it first when the
# cache has none. NAME is terraform, opentofu, golangci-lint, tfplugindocs, govulncheck, goreleaser, cyclonedx-gomod or
# changie.
#
# Binaries live outside the repository, in ${XDG_CACHE_HOME:-$HOME/.cache}/terraform-provider-wecom, in one directory per
# tool, version, Go release and content of the module, so nothing stale is ever used. Needs Go and, for the first build,
# the Go module proxy; a cached tool is found offline.
set -euo pipefail

die() {
	printf 'tools/build.sh: %s\n' "$*" >&2
	exit 1
}

[ $# -eq 1 ] || die 'usage: tools/build.sh terraform|opentofu|golangci-lint|tfplugindocs|govulncheck|goreleaser|cyclonedx-gomod|changie'
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

ldflags='-s -w'
case $1 in
terraform)
	dir=terraform binary=terraform module=github.com/hashicorp/terraform
	package=$module takes='about four minutes'
	;;
opentofu)
	dir=opentofu binary=tofu module=github.com/opentofu/opentofu
	package=$module/cmd/tofu takes='about four minutes'
	# OpenTofu names itself "-dev" unless told that this is its released source, and it is, unchanged.
	ldflags="$ldflags -X $module/version.dev=no"
	;;
golangci-lint)
	dir=lint binary=golangci-lint module=github.com/golangci/golangci-lint/v2
	package=$module/cmd/golangci-lint takes='about two minutes'
	;;
tfplugindocs)
	dir=docs binary=tfplugindocs module=github.com/hashicorp/terraform-plugin-docs
	package=$module/cmd/tfplugindocs takes='about half a minute'
	;;
govulncheck)
	dir=vuln binary=govulncheck module=golang.org/x/vuln
	package=$module/cmd/govulncheck takes='about a quarter of a minute'
	;;
goreleaser)
	dir=release binary=goreleaser module=github.com/goreleaser/goreleaser/v2
	package=$module takes='about six minutes'
	;;
cyclonedx-gomod)
	dir=sbom binary=cyclonedx-gomod module=github.com/CycloneDX/cyclonedx-gomod
	package=$module/cmd/cyclonedx-gomod takes='about a minute'
	;;
changie)
	dir=changelog binary=changie module=github.com/miniscruff/changie
	package=$module takes='about half a minute'
	;;
*) die "unknown tool \"$1\"" ;;
esac

command -v go >/dev/null || die 'Go is not on the PATH: see https://go.dev/doc/install'
cd "$here/$dir"
version=$(awk -v m="$module" '$1 == m && $2 ~ /^v/ { sub(/^v/, "", $2); print $2; exit } $1 == "require" && $2 == m { sub(/^v/, "", $3); print $3; exit }' go.mod)
[ -n "$version" ] || die "tools/$dir/go.mod does not require $module"

# The build must not depend on the caller's settings: no cross-compilation, no vendoring, no workspace, no C compiler.
# GOFLAGS is set rather than emptied, because an empty one falls back to the file of "go env -w".
unset GOOS GOARCH GOEXPERIMENT
export GOWORK=off CGO_ENABLED=0 GOFLAGS=-mod=readonly
sum=$(find . -type f \( -name '*.go' -o -name go.mod -o -name go.sum \) | LC_ALL=C sort | xargs cat | cksum | cut -d ' ' -f 1)
cache=${XDG_CACHE_HOME:-${HOME:?HOME is not set, set it or XDG_CACHE_HOME}/.cache}/terraform-provider-wecom
target=$cache/$binary-$version-$(go env GOVERSION | tr -c 'a-zA-Z0-9.\n' _)-$sum
if [ ! -x "$target/$binary" ]; then
	mkdir -p "$target"
	# Two builds at once are harmless, for each renames its own finished file into place; where flock exists the second
	# waits for the first instead of doing the work again. The lock ends with the process, however that ends.
	if command -v flock >/dev/null; then
		exec 9>"$target/.lock"
		flock --nonblock 9 || {
			printf 'Waiting for another build of %s %s.\n' "$binary" "$version" >&2
			flock 9
		}
	fi
fi
if [ ! -x "$target/$binary" ]; then
	printf 'Building %s %s from the Go module proxy into %s: once, %s on two cores.\n' \
		"$binary" "$version" "$target" "$takes" >&2
	temporary=$target/.$binary.$$
	trap 'rm -f "$temporary"' EXIT
	SECONDS=0
	# nice and -p 2 leave the machine usable: these are some of the largest programs written in Go.
	# The lock is not handed down: what go leaves running would keep it.
	nice -n 10 go build -p 2 -trimpath -buildvcs=false -ldflags "$ldflags" -o "$temporary" "$package" >&2 9>&- ||
		die "building $binary $version failed, see above"
	mv -f "$temporary" "$target/$binary"
	printf 'Built %s %s in %d s.\n' "$binary" "$version" "$SECONDS" >&2
fi
printf '%s\n' "$target/$binary"
