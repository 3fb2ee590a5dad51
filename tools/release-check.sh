#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# tools/release-check.sh builds a release twice, from two clones of this repository, and looks into it: names and contents,
# checksums, manifest, lists of modules, equal bytes. Then it runs what was built for this machine: both programs name the
# version, and a CLI installs the provider from its zip and starts it. Nothing is uploaded; the signature is one of a key
# made for the check, where gpg is installed. Needs, for tools that are not in the cache yet, the Go module proxy, and no
# other network.
#
#   RELEASE_CHECK=all         every platform of .goreleaser.yml, not only linux, darwin and windows on amd64 and arm64;
#   RELEASE_CHECK=here        the platform of this machine alone
#   RELEASE_CHECK_COLD=1      the second build compiles everything anew, instead of what lies in Go's cache
#   RELEASE_CHECK_KEEP=DIR    leaves the files of the release in DIR
#
# What is checked is the last commit with the changes of the working tree; files that git does not know are left out.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
version=0.1.0-check

work=$(mktemp -d)
trap 'GNUPGHOME=$work/gnupg gpgconf --kill all 2>/dev/null; rm -rf "$work"' EXIT
step() { printf '== %s\n' "$*"; }

step 'goreleaser finds the configuration valid'
tools/release.sh check

# The two clones differ in all that must not matter: place, time zone, umask, environment.
commit=$(git -c user.name=check -c user.email=check@localhost stash create)
commit=${commit:-HEAD}
commit=$(git rev-parse "$commit")
clone() {
	git clone --quiet --no-checkout . "$1"
	git -C "$1" checkout --quiet --detach "$commit"
	git -C "$1" tag "v$version"
}
first=$work/first second=$work/another/place/for/the/second
clone "$first"
(umask 077 && mkdir -p "${second%/*}" && clone "$second")

systems='darwin linux windows' architectures='amd64 arm64' config=.goreleaser.yml
case ${RELEASE_CHECK:-} in
all) systems='darwin freebsd linux windows' architectures='386 amd64 arm arm64' ;;
here) systems=$(go env GOHOSTOS) architectures=$(go env GOHOSTARCH) ;;
'') ;;
*)
	echo "RELEASE_CHECK=$RELEASE_CHECK: only \"all\" and \"here\" are known" >&2
	exit 2
	;;
esac
if [ "${RELEASE_CHECK:-}" != all ]; then
	config=$work/goreleaser.yml
	sed -e "s/goos: &systems .*/goos: \&systems [${systems// /, }]/" \
		-e "s/goarch: &architectures .*/goarch: \&architectures [${architectures// /, }]/" .goreleaser.yml >"$config"
fi
targets=
for system in $systems; do
	for architecture in $architectures; do
		case ${system}_$architecture in
		darwin_386 | darwin_arm | windows_arm) ;; # no such ports of Go
		*) targets+=,${system}_$architecture ;;
		esac
	done
done
targets=${targets#,}

# build DIR SKIPPED...
build() {
	local dir=$1 skipped=$2
	step "building $targets in $dir"
	SECONDS=0
	(
		cd "$dir"
		# Changes of the working tree are in the clone, so its own copy of the script and of the configuration counts.
		nice -n 10 tools/release.sh release --config "$config" --clean --skip "$skipped" --parallelism 1 \
			--release-notes CHANGELOG.md >"$work/log" 2>&1 || {
			cat "$work/log"
			exit 1
		}
	)
	printf 'built in %d s\n' "$SECONDS"
}
# Throw-away keys: a signature by goreleaser's order of steps must be one of the file that is uploaded.
signed=
if command -v gpg >/dev/null; then
	export GNUPGHOME=$work/gnupg
	mkdir -m 700 "$GNUPGHOME"
	gpg --batch --quiet --passphrase '' --quick-generate-key 'release-check <check@localhost>' rsa3072 sign 1d 2>/dev/null
	GPG_FINGERPRINT=$(gpg --batch --list-keys --with-colons 2>/dev/null | awk -F: '$1 == "fpr" { print $10; exit }')
	export GPG_FINGERPRINT
	signed=-signed
	build "$first" publish
else
	echo 'NOT CHECKED: the signature, because gpg is not installed'
	build "$first" publish,sign
fi
if [ -n "${RELEASE_CHECK_COLD:-}" ]; then
	mkdir "$work/gocache"
	TZ=Asia/Shanghai GOFLAGS=-v GOCACHE=$work/gocache build "$second" publish,sign
else
	TZ=Asia/Shanghai GOFLAGS=-v build "$second" publish,sign
fi
if [ -n "$signed" ]; then
	step 'the signature'
	sums=$first/dist/terraform-provider-wecom_${version}_SHA256SUMS
	gpg --batch --verify "$sums.sig" "$sums"
fi

step 'names, contents, checksums, manifest, lists of modules, and the two builds'
go run ./internal/check/tools/releasecheck -dist "$first/dist" -again "$second/dist" -version "$version" -targets "$targets" \
	-commit-time "$(git show --no-patch --format=%ct "$commit")" -manifest "$first/terraform-registry-manifest.json" \
	$signed -absent "$work,$root,${HOME:-$work}/,$(go env GOMODCACHE),$(go env GOCACHE),$(go env GOROOT)"

step 'the programs for this machine'
here=$(go env GOHOSTOS)_$(go env GOHOSTARCH)
case ,$targets, in
*,"$here",*) ;;
*)
	echo "NOT RUN: nothing was built for $here"
	exit 0
	;;
esac
exe=
[ "${here%_*}" != windows ] || exe=.exe
says() {
	local want=$1 have
	shift
	have=$("$@")
	printf '%s\n' "$have"
	[ "$have" = "$want" ] || {
		printf 'PROBLEM: not "%s"\n' "$want"
		exit 1
	}
}
mkdir "$work/wecomctl"
tar -xzf "$first/dist/wecomctl-$version-${here/_/-}.tar.gz" -C "$work/wecomctl"
says "wecomctl version $version" "$work/wecomctl/wecomctl$exe" --version

# As a mirror holds it: init finds the zip by its name, unpacks it, and starts the provider to validate.
zip=$first/dist/terraform-provider-wecom_${version}_$here.zip
cli=$(tools/cli.sh find)
for host in registry.terraform.io registry.opentofu.org; do
	mkdir -p "$work/mirror/$host/terraform-wecom/wecom"
	cp "$zip" "$work/mirror/$host/terraform-wecom/wecom/"
done
printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$work/mirror" >"$work/cli.tfrc"
mkdir "$work/configuration"
cat >"$work/configuration/main.tf" <<END
terraform {
  required_providers {
    wecom = {
      source  = "terraform-wecom/wecom"
      version = "$version"
    }
  }
}

resource "wecom_department" "east" {
  name = "华东事业部"
}
END
(
	cd "$work/configuration"
	unset TF_CLI_ARGS TF_LOG TF_DATA_DIR TF_REATTACH_PROVIDERS TF_PLUGIN_CACHE_DIR TF_WORKSPACE
	export TF_CLI_CONFIG_FILE=$work/cli.tfrc CHECKPOINT_DISABLE=1
	"$cli" init -no-color
	"$cli" validate -no-color
	says "terraform-provider-wecom $version" \
		"$(find .terraform/providers -name "terraform-provider-wecom_v$version$exe")" -version
)

if [ -n "${RELEASE_CHECK_KEEP:-}" ]; then
	mkdir -p "$RELEASE_CHECK_KEEP"
	find "$first/dist" -maxdepth 1 -type f -exec cp {} "$RELEASE_CHECK_KEEP/" \;
fi
echo 'release-check: ok'
