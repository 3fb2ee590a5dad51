#!/usr/bin/env bash
# Copyright (c) The terraform-provider-wecom authors
# SPDX-License-Identifier: MPL-2.0
#
# Finds or builds the command line that demo and tests run.
#
#   tools/cli.sh find             the path of one to use: $TERRAFORM; or terraform, else tofu, on the PATH; or one built
#                                 from tools/ into the cache of the user
#   tools/cli.sh terraform        the path of the Terraform built from tools/terraform
#   tools/cli.sh opentofu         the path of the OpenTofu built from tools/opentofu
#   tools/cli.sh on-path PREFIX   the path of a terraform on the PATH whose version starts with PREFIX, such as 1.11;
#                                 exit status 1 and no output when there is none
#   tools/cli.sh kind PATH        "terraform VERSION" or "opentofu VERSION"
#   tools/cli.sh run PATH COMMAND...
#                                 runs COMMAND, such as go test, with acceptance tests pointed at the CLI at PATH
#
# Paths go to standard output, everything else to standard error.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
minimum=1.8

die() {
	printf 'tools/cli.sh: %s\n' "$*" >&2
	exit 1
}

# kind PATH prints product and version, or fails without output when PATH is neither Terraform nor OpenTofu.
# "version -json" has the same keys in both, so the heading of the plain output decides. The caller's configuration file
# is kept out: one that is missing or faulty makes the command print warnings or fail.
kind() {
	local output
	output=$(
		# A directory without configuration: "version" reads the lock file of the one it runs in.
		cd / && env -u TF_CLI_ARGS -u TF_CLI_ARGS_version -u TF_LOG -u TF_LOG_CORE -u TF_REATTACH_PROVIDERS \
			-u TF_WORKSPACE TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1 "$1" version 2>/dev/null </dev/null
	) || return 1
	printf '%s\n' "$output" | awk '
		$1 == "Terraform" && $2 ~ /^v[0-9]/ { print "terraform", substr($2, 2); found = 1; exit }
		$1 == "OpenTofu" && $2 ~ /^v[0-9]/ { print "opentofu", substr($2, 2); found = 1; exit }
		END { exit !found }'
}

# recent VERSION succeeds when VERSION is at least the minimum.
recent() {
	awk -v have="$1" -v want="$minimum" 'BEGIN {
		split(have, h, /[.+-]/); split(want, w, ".")
		exit !(h[1] + 0 > w[1] + 0 || (h[1] + 0 == w[1] + 0 && h[2] + 0 >= w[2] + 0))
	}'
}

# absolute PATH prints PATH from the root, because callers change directory.
absolute() {
	case $1 in
	/*) printf '%s\n' "$1" ;;
	*) printf '%s/%s\n' "$(cd "$(dirname "$1")" && pwd)" "$(basename "$1")" ;;
	esac
}

find_cli() {
	local path found name
	if [ -n "${TERRAFORM:-}" ]; then
		path=$(command -v -- "$TERRAFORM") || die "TERRAFORM=$TERRAFORM: no such program"
		path=$(absolute "$path")
		found=$(kind "$path") || die "TERRAFORM=$TERRAFORM: its \"version\" command names neither Terraform nor OpenTofu"
		recent "${found#* }" || die "TERRAFORM=$TERRAFORM is $found, too old: $minimum or newer is needed"
		printf '%s\n' "$path"
		return
	fi
	for name in terraform tofu; do
		path=$(command -v "$name") || continue
		path=$(absolute "$path")
		if ! found=$(kind "$path"); then
			printf 'Passing over %s: its "version" command does not work.\n' "$path" >&2
		elif ! recent "${found#* }"; then
			printf 'Passing over %s: it is %s, and %s or newer is needed.\n' "$path" "$found" "$minimum" >&2
		else
			printf '%s\n' "$path"
			return
		fi
	done
	# Terraform of the two, because it alone has every feature of the provider (list resources) and builds faster.
	exec "$here/build.sh" terraform
}

on_path() {
	local path found
	while IFS= read -r path; do
		path=$(absolute "$path")
		found=$(kind "$path") || continue
		case $found in
		"terraform $1" | "terraform $1".* | "terraform $1"-*)
			printf '%s\n' "$path"
			return
			;;
		esac
	done < <(type -ap terraform || true)
	return 1
}

# run PATH COMMAND... keeps out of COMMAND what the caller has set for own use of a CLI, first of all the CLI
# configuration, which may be missing or send the provider's address elsewhere. Without TF_ACC no test may reach a real
# corp, so that corp's credentials stay out, too.
run() {
	local cli=$1 product
	shift
	product=$(kind "$cli") || die "$cli: its \"version\" command names neither Terraform nor OpenTofu"
	unset TF_CLI_ARGS TF_LOG TF_LOG_PATH TF_LOG_CORE TF_LOG_PROVIDER TF_WORKSPACE TF_DATA_DIR TF_REATTACH_PROVIDERS \
		TF_PLUGIN_CACHE_DIR TF_ACC_PROVIDER_HOST TF_ACC_TERRAFORM_VERSION
	if [ -z "${TF_ACC:-}" ]; then
		unset WECOM_CORP_ID WECOM_SECRET WECOM_CONTACTS_SECRET WECOM_ENDPOINT
	fi
	export TF_ACC_TERRAFORM_PATH=$cli TF_CLI_CONFIG_FILE=/dev/null CHECKPOINT_DISABLE=1
	case $product in
	# plugin-testing writes the address of the provider under test with Terraform's registry unless told otherwise.
	opentofu*) export TF_ACC_PROVIDER_HOST=registry.opentofu.org ;;
	esac
	exec "$@"
}

case ${1:-}/$# in
run/[3-9] | run/[1-9][0-9]*)
	path=$(command -v -- "$2") || die "$2: no such program"
	shift 2
	run "$(absolute "$path")" "$@"
	;;
find/1) find_cli ;;
terraform/1 | opentofu/1) exec "$here/build.sh" "$1" ;;
on-path/2) on_path "$2" ;;
kind/2)
	path=$(command -v -- "$2") || die "$2: no such program"
	kind "$(absolute "$path")" || die "$2: its \"version\" command names neither Terraform nor OpenTofu"
	;;
*)
	sed -n '5,17s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
	exit 2
	;;
esac
