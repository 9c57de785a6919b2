#!/usr/bin/env bash
# Kills the server at every step of the saga and checks what is left on both sides. One line for each scenario and, at
# the end, "N kills, N scenarios, N broken"; fails unless nothing is broken. With --write that goes into docs/reliability.md.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

log=target/crash-matrix.log
mkdir -p target
write=
if [ "${1:-}" = --write ]; then
  write=yes
  shift
fi
started=$SECONDS
set +e
./mvnw -q -B test -Dspotless.check.skip=true -Dtest.groups=matrix -Dtest.excludedGroups= \
  -Dmaven.test.redirectTestOutputToFile=false "$@" 2>&1 |
  tee "$log" |
  grep --line-buffered -E ': (right|BROKEN)|^BROKEN|kills, '
status=${PIPESTATUS[0]}
set -e
if ! grep -q 'kills, .* 0 broken' "$log"; then
  printf 'crash-matrix: failed; all of it is in %s, the servers said theirs in target/servers/\n' "$log" >&2
  exit 1
fi
if [ -n "$write" ]; then
  printf '%s, %s s\n' "$(grep -o '[0-9]* kills, .* 0 broken' "$log" | tail -n 1)" "$((SECONDS - started))" |
    scripts/bench/run.sh bench.MarkedBlock docs/reliability.md crash-matrix './interlude crash-matrix'
fi
exit "$status"
