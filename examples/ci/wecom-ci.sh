#!/bin/sh
# Plans and drift checks of a WeCom configuration, the same in every CI. POSIX sh; needs terraform or tofu, and wecomctl.
#
#   wecom-ci.sh plan    for a pull request: plans, and writes plan.md, a comment with the planned changes, the provider's
#                       warnings, and what somebody changed outside Terraform meanwhile
#   wecom-ci.sh drift   for every night: writes drift.md, drift.json and drift.sarif, and tells a group robot (群机器人)
#                       when its webhook is given and something was found
#
# Exit codes: 0 nothing that fails the job, 1 error, 2 drift, 3 nothing but objects that are declared nowhere. Which of
# the last two fail the job is set by WECOM_CI_FAIL_ON; one that does not becomes 0.
#
# Secrets, from the CI's secret variables: WECOM_CORP_ID, WECOM_SECRET, WECOM_CONTACTS_SECRET, and for drift, if wanted,
# WECOM_ROBOT_WEBHOOK. Settings:
#
#   WECOM_CI_DIR      folder of the configuration (default .)
#   WECOM_CI_OUT      folder for the files above (default wecom-ci); none of them holds a secret or a state
#   WECOM_CI_FAIL_ON  drift, unmanaged, drift,unmanaged or none (default for drift: drift,unmanaged; for plan: none)
#   WECOM_CI_PLAN     plan: where to keep the saved plan for a later apply. It holds values of the state, so by default
#                     it is removed.
#   WECOM_CI_STATES   drift: more state files, one a line, whose objects are managed too
#   WECOM_CI_TITLE    drift: title of the robot's message (default WeCom drift)
#   TERRAFORM         terraform or tofu (default terraform)
#   WECOMCTL          wecomctl (default: the one on the PATH)
set -eu
umask 077

cli=${TERRAFORM:-terraform}
wecomctl=${WECOMCTL:-wecomctl}
dir=${WECOM_CI_DIR:-.}
out=${WECOM_CI_OUT:-wecom-ci}

# At most this many bytes of each part, so that the comment stays below the 65,536 characters that GitHub takes.
most_warnings=8000
most_drift=16000
most_plan=32000

usage() {
	sed -n '4,8p' "$0" | sed 's/^# \{0,1\}//' >&2
	exit 1
}

# part FILE BYTES prints whole lines of a file, up to so many bytes.
part() {
	LC_ALL=C awk -v most="$2" '
		{ n += length($0) + 1 }
		n > most { print "… cut here: the log of the job has all of it"; exit }
		{ print }' "$1"
}

# block FILE BYTES prints a file for Markdown, in which nothing of it is markup.
block() {
	printf '<pre>\n'
	part "$1" "$2" | sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g'
	printf '</pre>\n'
}

# finish CODE FAIL_ON ends with the exit code of wecomctl drift, or with 0 where the job is not to fail for it.
finish() {
	case $1 in
	0) exit 0 ;;
	2) found=drift ;;
	3) found=unmanaged ;;
	*) exit 1 ;;
	esac
	case ,$2, in
	*,"$found",*) exit "$1" ;;
	esac
	printf 'Found %s (exit code %s), which does not fail this job: WECOM_CI_FAIL_ON=%s.\n' "$found" "$1" "$2"
	exit 0
}

init() {
	"$cli" -chdir="$dir" init -input=false -no-color >"$work/init.log" 2>&1 || {
		cat "$work/init.log"
		exit 1
	}
}

plan() {
	saved=${WECOM_CI_PLAN:-$work/plan}
	case $saved in
	/*) ;;
	*) saved=$PWD/$saved ;;
	esac
	code=0
	"$cli" -chdir="$dir" plan -input=false -no-color -out="$saved" >"$work/plan.log" 2>&1 || code=$?
	cat "$work/plan.log"
	if [ "$code" -ne 0 ]; then
		{
			printf '## WeCom plan: failed\n\n'
			block "$work/plan.log" "$most_plan"
		} >"$out/plan.md"
		exit 1
	fi
	"$cli" -chdir="$dir" show -no-color "$saved" >"$work/plan.txt"
	"$cli" -chdir="$dir" show -json "$saved" >"$work/plan.json"
	# Planned changes are what the pull request is for; what is left are changes outside, and failed checks. What the plan
	# would lose is read from its JSON, where also a replacement shows of which plan prints no warning (tainted objects).
	code=0
	"$wecomctl" drift "$work/plan.json" --dir "$dir" --plan-only --expect-planned --also markdown="$work/drift.md" || code=$?
	case $code in
	0 | 2 | 3) ;;
	*) exit 1 ;;
	esac
	# Warnings stand in what plan prints alone, not in the saved plan: codes and links that die, for example.
	awk '/^Warning: / { on = 1 } /^─/ || /^(Plan: |No changes|Terraform |OpenTofu )/ || /: (Refreshing|Reading|Read )/ { on = 0 } on' \
		"$work/plan.log" >"$work/warnings.txt"
	{
		printf '## WeCom plan: %s\n\n' "$(grep -m 1 -E '^(Plan: |No changes)' "$work/plan.txt" || echo 'outputs only')"
		if [ -s "$work/warnings.txt" ]; then
			printf '### Warnings\n\n'
			block "$work/warnings.txt" "$most_warnings"
			printf '\n'
		fi
		part "$work/drift.md" "$most_drift" | sed '1s/^## /### /; s/^### \(.*: [0-9][0-9]*\)$/#### \1/'
		printf '\n<details>\n<summary>The plan</summary>\n\n'
		block "$work/plan.txt" "$most_plan"
		printf '\n</details>\n'
	} >"$out/plan.md"
	finish "$code" "${WECOM_CI_FAIL_ON:-none}"
}

drift() {
	set -- drift --dir "$dir" --cli "$cli" --title "${WECOM_CI_TITLE:-WeCom drift}" \
		--also json="$out/drift.json" --also markdown="$out/drift.md" --also sarif="$out/drift.sarif"
	while IFS= read -r state; do
		[ -z "$state" ] || set -- "$@" --state "$state"
	done <<-END
		${WECOM_CI_STATES:-}
	END
	[ -z "${WECOM_ROBOT_WEBHOOK:-}" ] || set -- "$@" --notify env
	code=0
	"$wecomctl" "$@" || code=$?
	finish "$code" "${WECOM_CI_FAIL_ON:-drift,unmanaged}"
}

case ${1:-}/$# in
plan/1 | drift/1) ;;
*) usage ;;
esac
case ${WECOM_CI_FAIL_ON:-none} in
drift | unmanaged | drift,unmanaged | unmanaged,drift | none) ;;
*)
	printf 'wecom-ci.sh: WECOM_CI_FAIL_ON=%s is none of drift, unmanaged, drift,unmanaged, none\n' "$WECOM_CI_FAIL_ON" >&2
	exit 1
	;;
esac
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
mkdir -p "$out"
# Files of an earlier run must not pass for those of this one.
rm -f "$out/plan.md" "$out/drift.md" "$out/drift.json" "$out/drift.sarif"
init
"$1"
