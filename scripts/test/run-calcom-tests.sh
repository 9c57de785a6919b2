#!/usr/bin/env bash
# Runs the suites that book at Cal.com (the sandbox, on free ports), by name or by tag, and sums up.
#
#   scripts/test/run-calcom-tests.sh                          every class named CalcomV2*
#   scripts/test/run-calcom-tests.sh CalcomV2IntegrationTest  these classes
#   scripts/test/run-calcom-tests.sh --tag error-handling     every class with this tag
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

case ${1:-} in
  -h | --help)
    sed -n '2,6s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
  --tag)
    tag=${2:?run-calcom-tests: --tag needs the name of one, for example integration}
    asked="tag $tag"
    options=(-Dtest.groups="$tag" -Dtest.excludedGroups=)
    ;;
  '')
    asked="CalcomV2*"
    options=(-Dtest='CalcomV2*')
    ;;
  *)
    asked="$*"
    options=(-Dtest="$(IFS=, && echo "$*")")
    ;;
esac

log=target/calcom-tests.log started=$SECONDS status=0
mkdir -p target
rm -rf target/surefire-reports
printf 'Running %s …\n' "$asked"
./mvnw -B -Dspotless.check.skip=true -Dsurefire.failIfNoSpecifiedTests=false "${options[@]}" test >"$log" 2>&1 </dev/null || status=$?

all=0 broken=0 skipped=0
for report in target/surefire-reports/TEST-*.xml; do
  [ -e "$report" ] || continue
  line=$(tr '\n' ' ' <"$report" | grep -o '<testsuite [^>]*>')
  number() { printf '%s' "$line" | sed "s/.* $1=\"\([0-9]*\)\".*/\1/"; }
  tests=$(number tests) failed=$(($(number failures) + $(number errors))) left_out=$(number skipped)
  [ "$tests" -gt 0 ] || continue
  name=${report##*/TEST-}
  printf '%s %3d passed %3d failed %3d skipped  %s\n' "$([ "$failed" = 0 ] && echo '✓' || echo '✗')" \
    $((tests - failed - left_out)) "$failed" "$left_out" "${name%.xml}"
  all=$((all + tests)) broken=$((broken + failed)) skipped=$((skipped + left_out))
done

grep -ah '^» ' target/surefire-reports/*-output.txt 2>/dev/null || true # what tests have to say, figures above all

if [ "$all" = 0 ]; then
  tail -n 20 "$log" >&2
  printf 'run-calcom-tests: nothing ran for %s; all of it is in %s\n' "$asked" "$log" >&2
  exit 1
fi
printf '%d passed, %d failed, %d skipped in %d s\n' $((all - broken - skipped)) "$broken" "$skipped" $((SECONDS - started))
if [ "$status" != 0 ]; then
  grep -E '^\[ERROR\] +[A-Z]' "$log" >&2 || true
  printf 'run-calcom-tests: all of it is in %s\n' "$log" >&2
fi
exit "$status"
