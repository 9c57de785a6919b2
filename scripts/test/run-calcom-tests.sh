#!/usr/bin/env bash
# Runs the suites that book at Cal.com, by their JUnit tags, shows how far they are, and sums up. `--help` says how.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

usage() {
  cat <<'TEXT'
Usage: scripts/test/run-calcom-tests.sh [FLAG…] [CLASS…]

Which tests; several may be named, and without one it is --all:
  --all               every suite. The live suite's cases run too, but against the sandbox: no real Cal.com is asked
  --unit              the flows that speak to Cal.com, each alone
  --integration       whole flows
  --extended          hard cases: composites, limits, series
  --sync              webhooks and reconciliation
  --error-handling    faults
  --performance       figures, measured with nothing else running (minutes)
  --live              a real Cal.com, if CALCOM_LIVE_TESTS_ENABLED=true, CALCOM_BASE_URL and CALCOM_API_KEY are set;
                      otherwise the sandbox, and it says so
  --tag NAME          any other JUnit tag
  CLASS               test classes by their names
A suite is its class CalcomV2… and every other test that bears its tag.

How:
  --report            writes target/test-reports/calcom/report_<time>.html, also after failures
  --coverage          measures coverage as well, and writes it into the report; not while performance is measured
  --verbose           also shows what the servers say
  --ci                stops at the first failure and says what was left out
  --dry-run           prints the Maven commands and runs nothing
  --cases             counts the named cases that passed in the last run, and runs nothing
  -Dname=value        is handed to Maven
  --help              this text

Settings come from the environment, then .env.testing, then .env: CALCOM_LIVE_TESTS_ENABLED, CALCOM_BASE_URL,
CALCOM_API_KEY, CALCOM_WEBHOOK_SECRET, and from the first two INTERLUDE_DATABASE_URL, _USER and _PASSWORD, a PostgreSQL on
which the live suite may create a database for itself. Only --live sees them; all else stays on this machine.

Exit code: 0 all passed, 1 something failed or nothing ran, 2 wrong use, 130 stopped by Ctrl-C.
TEXT
}

suites="unit integration extended sync error-handling performance live"
kit=target/test-reports/calcom
log=$kit/maven.log progress=$kit/progress.tsv stop=$kit/first-failure
named=src/test/resources/calcom-cases.txt
reports=target/surefire-reports

wrong_use() {
  printf 'run-calcom-tests: %s\n' "$1" >&2
  printf 'Flags: --all --unit --integration --extended --sync --error-handling --performance --live --tag NAME --report\n' >&2
  printf '       --coverage --verbose --ci --dry-run --cases --help\n' >&2
  exit 2
}

# ── What is asked for ────────────────────────────────────────────────────────────────────────────────────────────────
asked='' tags='' classes='' report='' coverage='' verbose='' ci='' dry='' cases='' maven_options=()
while [ $# -gt 0 ]; do
  case $1 in
    --all | --unit | --integration | --extended | --sync | --error-handling | --performance | --live) asked="$asked ${1#--}" ;;
    --tag)
      [ $# -gt 1 ] || wrong_use '--tag needs the name of one, for example integration'
      shift
      case " $suites " in *" $1 "*) asked="$asked $1" ;; *) tags="$tags $1" ;; esac
      ;;
    --report) report=yes ;;
    --coverage) coverage=yes report=yes ;;
    --verbose) verbose=yes ;;
    --ci) ci=yes ;;
    --dry-run) dry=yes ;;
    --cases) cases=yes ;;
    -h | --help) usage && exit 0 ;;
    -D?*) maven_options+=("$1") ;;
    -*) wrong_use "there is no flag $1" ;;
    *) classes="$classes $1" ;;
  esac
  shift
done
wants() { case " $asked " in *" $1 "*) return 0 ;; *) return 1 ;; esac }

# How many of the named cases passed in the last run, and what became of the others. Fails unless all did.
count_named() {
  [ -s "$progress" ] || { printf 'No named case has run yet.\n' && return 1; }
  awk -F '\t' '
    FILENAME == ARGV[1] {
      if ($1 == "end" || $1 == "begin") {
        name = $2; sub(/^.*\./, "", name); sub(/\[.*/, "", name); sub(/#/, " ", name)
        if (result[name] != "failed") result[name] = $1 == "end" ? $4 : "not ended"
      } else if ($1 == "left-out") { class = $2; sub(/^.*\./, "", class); skipped[class] = 1 }
      next
    }
    /^#/ || !NF { next }
    {
      all++; split($0, part, " ")
      if (!(part[1] in known)) { known[part[1]] = 1; order[++classes] = part[1] }
      became = $0 in result ? result[$0] : part[1] in skipped ? "left out" : "not run"
      if (became == "passed") passed++
      else if (became == "not run" || became == "left out") absent[part[1], became]++
      else print "  " became ": " part[1] "." part[2]
    }
    END {
      split("left out,not run", kinds, ",")
      for (k = 1; k <= 2; k++) for (i = 1; i <= classes; i++) {
        n = absent[order[i], kinds[k]]
        if (n) printf "  %s: %d of %s\n", kinds[k], n, order[i]
      }
      printf "%d of %d named cases passed\n", passed, all
      exit passed < all
    }' "$progress" "$named"
}
if [ -n "$cases" ]; then
  count_named && exit 0 || exit 1
fi

[ -n "$asked$tags$classes" ] || asked=all
ordinary='' measured='' live='' left=''
for suite in $suites; do
  if wants all || wants "$suite"; then
    case $suite in
      performance) measured=yes ;;
      live) if wants live; then live=yes; else ordinary="$ordinary|live"; fi ;;
      *) ordinary="$ordinary|$suite" ;;
    esac
  fi
done
ordinary=${ordinary#|}

# ── Settings: only the live suite gets them ──────────────────────────────────────────────────────────────────────────
# Takes what a file sets and nothing before it has set.
settings_of() {
  local file=$1 line name
  shift
  [ -f "$file" ] || return 0
  while IFS= read -r line; do
    name=${line%%=*}
    if [ -z "${!name+set}" ]; then export "$line"; fi
  done < <(env -i "PATH=$PATH" bash -c 'file=$1; shift; set -a; . "./$file" >/dev/null
    for name; do if [ -n "${!name-}" ]; then printf "%s=%s\n" "$name" "${!name}"; fi; done' settings "$file" "$@")
}

live_mode=hidden
prepare_live() {
  local calcom="CALCOM_LIVE_TESTS_ENABLED CALCOM_BASE_URL CALCOM_API_KEY CALCOM_API_VERSION CALCOM_WEBHOOK_SECRET"
  # The database in .env is the one that the server works with.
  # shellcheck disable=SC2086
  settings_of .env.testing $calcom INTERLUDE_DATABASE_URL INTERLUDE_DATABASE_USER INTERLUDE_DATABASE_PASSWORD
  # shellcheck disable=SC2086
  settings_of .env $calcom
  if [ "${CALCOM_LIVE_TESTS_ENABLED:-}" = true ]; then
    for name in CALCOM_BASE_URL CALCOM_API_KEY; do
      [ -n "${!name:-}" ] || wrong_use "CALCOM_LIVE_TESTS_ENABLED is true, but $name is not set, nor in .env.testing or .env"
    done
    live_mode=shown
    printf 'live: against %s, on event types that it makes and removes\n' "$CALCOM_BASE_URL"
  elif [ -n "${CALCOM_API_KEY:-}" ] && [ -n "${CALCOM_BASE_URL:-}" ]; then
    printf 'live: against the sandbox, because CALCOM_LIVE_TESTS_ENABLED is not true\n'
  else
    printf 'live: against the sandbox, because no credentials are set (CALCOM_BASE_URL, CALCOM_API_KEY)\n'
  fi
  if [ -n "${CALCOM_API_VERSION:-}" ]; then
    printf 'live: CALCOM_API_VERSION is not used; each group of endpoints has the version it is written for (config/application.yaml)\n'
  fi
}

# ── What is going on ─────────────────────────────────────────────────────────────────────────────────────────────────
terminal='' && [ -t 1 ] && terminal=yes
running='' resting='' spoke=0 passed=0 failed=0 skipped=0

clock() { printf '%02d:%02d' $(($1 / 60)) $(($1 % 60)); }
cases_of() { if [ "$1" = 1 ]; then printf '1 case'; else printf '%s cases' "$1"; fi; }
seconds() { printf '%d.%d s' $(($1 / 1000)) $(($1 % 1000 / 100)); }

say() {
  if [ -n "$terminal" ]; then printf '\r\033[K'; fi
  printf '[%s] %s\n' "$(clock $SECONDS)" "$1"
  spoke=$SECONDS
}

now_running() {
  local line since name text=''
  while IFS=' ' read -r since name; do
    [ -z "$name" ] || text="$text, $name ($((SECONDS - since)) s)"
  done <<<"$running"
  printf '%s' "${text#, }"
}

# One line that changes on a terminal; elsewhere one every half minute in which nothing else was said.
show_status() {
  local now
  now=$(now_running)
  now=${now:-$resting}
  if [ -n "$terminal" ]; then
    local width line
    width=$(tput cols 2>/dev/null || printf 80)
    line="[$(clock $SECONDS)] $passed passed, $failed failed · now: $now"
    printf '\r\033[K%s' "${line:0:$((width - 1))}"
  elif [ $((SECONDS - spoke)) -ge 30 ]; then
    say "now: $now"
  fi
}

ended() { running=$(printf '%s\n' "$running" | grep -vF -- " $1" || true); }

event() {
  local kind=$1 name=${2##*.} display=$3 a=${4:-} b=${5:-} cause=${6:-}
  name=${name/\#/.}
  case $kind in
    suite) resting='starting servers' && say "▶ $name: $display ($(cases_of "$a"))" ;;
    begin) running="$running
$SECONDS $name" ;;
    end)
      ended "$name"
      case $a in
        passed) passed=$((passed + 1)) && say "✓ $name · $(seconds "$b")" ;;
        failed) failed=$((failed + 1)) && say "✗ $name · $(seconds "$b") · $cause" ;;
        *) skipped=$((skipped + 1)) && say "– $name · $cause" ;;
      esac
      ;;
    over)
      if [ "$a" = failed ]; then
        failed=$((failed + 1))
        say "✗ $name, before or after its cases · $cause"
      else
        say "◀ $name took $(seconds "$b")"
      fi
      ;;
    left-out)
      skipped=$((skipped + a))
      say "– $name ($(cases_of "$a")) · $b"
      ;;
  esac
}

# What the servers have said since the last look.
show_servers() {
  local file size seen mark
  for file in "$reports"/*-output.txt target/servers/*.log; do
    [ -f "$file" ] || continue
    mark=$kit/seen/${file##*/}
    size=$(wc -c <"$file")
    seen=$(cat "$mark" 2>/dev/null || printf 0)
    [ "$size" -ge "$seen" ] || seen=0
    [ "$size" -gt "$seen" ] || continue
    if [ -n "$terminal" ]; then printf '\r\033[K'; fi
    tail -c "+$((seen + 1))" "$file" | head -c "$((size - seen))" | grep -avE '^» (begin|end) ' | sed 's/^/    │ /' || true
    printf '%s' "$size" >"$mark"
  done
}

read_events() {
  local kind name display a b cause
  while IFS=$'\t' read -r -u 3 kind name display a b cause; do
    event "$kind" "$name" "$display" "$a" "$b" "$cause"
  done
  [ -z "$verbose" ] || show_servers
}

# ── Running ──────────────────────────────────────────────────────────────────────────────────────────────────────────
maven='' status=0
interrupted() {
  trap '' INT TERM
  read_events
  local during until=$((SECONDS + 60))
  during=$(now_running)
  cp "$progress" "$progress.then" # what fails from now on fails because it is stopped
  say "stopping; tests clean up what they have made"
  kill -TERM -- "-$maven" 2>/dev/null || true
  while kill -0 -- "-$maven" 2>/dev/null; do
    if [ $SECONDS -ge $until ]; then kill -KILL -- "-$maven" 2>/dev/null || true; fi
    sleep 0.2
  done
  wait "$maven" 2>/dev/null || true
  mv "$progress.then" "$progress"
  say "stopped during ${during:-the start}; what had run until then:"
  status=130
  finish
}

# run NAME hidden|shown OPTION…: one Maven run, whose events are shown as they happen
run() {
  local what=$1 environment=$2
  shift 2
  if [ "$status" != 0 ] && [ -n "$ci" ]; then
    left="$left, $what"
    return
  fi
  local command=(./mvnw -B -Dspotless.check.skip=true -Dsurefire.failIfNoSpecifiedTests=false -Dinterlude.test.progress="$progress")
  [ -z "$ci" ] || command+=(-Dinterlude.test.stop="$stop")
  command+=("$@" ${maven_options[@]+"${maven_options[@]}"} test)
  if [ "$environment" = hidden ]; then
    local name hidden=()
    for name in $(compgen -e | grep -E '^(CALCOM|INTERLUDE)_' || true); do hidden+=(-u "$name"); done
    command=(env ${hidden[@]+"${hidden[@]}"} "${command[@]}")
  fi
  if [ -n "$dry" ]; then
    printf '%s:\n  %s\n' "$what" "${command[*]}"
    return
  fi
  say "running $what"
  resting=building
  set -m # a process group of its own, which can be stopped as a whole
  "${command[@]}" >>"$log" 2>&1 </dev/null &
  maven=$!
  set +m
  trap interrupted INT TERM
  local alive=yes
  while [ -n "$alive" ]; do
    kill -0 "$maven" 2>/dev/null || alive=''
    read_events
    if [ -n "$alive" ]; then
      show_status
      sleep 0.5
    fi
  done
  if [ -n "$terminal" ]; then printf '\r\033[K'; fi
  trap - INT TERM
  local code=0
  wait "$maven" || code=$?
  [ "$code" = 0 ] || status=1
}

# ── Summing up ───────────────────────────────────────────────────────────────────────────────────────────────────────
sum_up() {
  printf '\n'
  awk -F '\t' '
    { class = $2; sub(/#.*/, "", class); sub(/^.*\./, "", class) }
    !(class in known) { known[class] = 1; order[++classes] = class }
    $1 == "end" { count[class, $4]++; millis[class] += $5 }
    $1 == "over" && $4 == "failed" { count[class, "failed"]++ }
    $1 == "left-out" { count[class, "skipped"] += $4 }
    END {
      for (i = 1; i <= classes; i++) {
        c = order[i]
        printf "%s %3d passed %3d failed %3d skipped %6.1f s  %s\n", count[c, "failed"] ? "✗" : "✓",
          count[c, "passed"], count[c, "failed"], count[c, "skipped"], millis[c] / 1000, c
      }
    }' "$progress"
  # What tests have to say, figures above all.
  grep -ahE '^» ' "$reports"/*-output.txt 2>/dev/null | grep -avE '^» (begin|end) ' || true
  awk -F '\t' '
    function say(what, cause) { if (!said++) print "\nFailed:"; sub(/^.*\./, "", what); print "  " what ": " cause }
    ($1 == "end" || $1 == "over") && $4 == "failed" { say($2, $6) }' "$progress"
}

write_report() {
  local classpath=target/test.classpath
  if [ ! -f "$classpath" ] || [ pom.xml -nt "$classpath" ]; then
    ./mvnw -B -q dependency:build-classpath -Dmdep.outputFile="$classpath" -Dmdep.includeScope=test >>"$log" 2>&1 </dev/null || true
  fi
  printf 'Report: '
  if ! "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(cat "$classpath" 2>/dev/null)" \
    dev.interlude.report.TestReport ${coverage:+--coverage}; then
    printf 'run-calcom-tests: the report could not be written\n' >&2
    [ "$status" != 0 ] || status=1
  fi
}

finish() {
  exec 3<&-
  # What a crashed JVM was at.
  local lost
  lost=$(now_running)
  if [ -n "$lost" ] && [ "$status" != 130 ]; then
    failed=$((failed + $(printf '%s' "$running" | grep -c .)))
    status=1
    say "✗ began and did not end: $lost"
  fi
  local all=$((passed + failed + skipped))
  if [ "$all" -gt 0 ]; then
    sum_up
    printf '\n'
    count_named || true
  elif [ "$status" != 130 ]; then
    tail -n 20 "$log" >&2
    printf 'run-calcom-tests: nothing ran\n' >&2
    status=1
  fi
  if [ "$failed" -gt 0 ] && [ "$status" = 0 ]; then status=1; fi
  if [ "$status" = 1 ]; then
    if [ "$failed" = 0 ]; then grep -E '^\[ERROR\] +[A-Z]' "$log" | head -n 12 >&2 || true; fi
    printf 'run-calcom-tests: all that Maven said is in %s\n' "$log" >&2
  fi
  [ -z "$report" ] || [ "$all" = 0 ] || write_report
  if [ -n "$ci" ] && [ -s "$stop" ]; then
    printf 'stopped at the first failure, %s; left out: %s%s\n' "$(cat "$stop")" \
      "$skipped cases above" "${left:+, and all of ${left#, }}"
  fi
  printf 'took %s\n' "$(clock $SECONDS)"
  printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  exit "$status"
}

if [ -n "$live" ]; then prepare_live; fi
if [ -z "$dry" ]; then
  mkdir -p "$kit"
  rm -rf "$reports" "$kit/seen" "$kit/figures" "$kit/coverage" "$stop" target/servers/*.log
  mkdir -p "$kit/seen"
  : >"$log"
  : >"$progress"
  exec 3<"$progress"
fi
no_matrix=-Dtest.excludedGroups=matrix
measure='-DargLine= -DforkCount=1' # with all of Java's compilers, and nothing beside it
covered=${coverage:+-Dcoverage}
if [ -n "$ordinary" ]; then run "${ordinary//|/, }" hidden -Dtest.groups="$ordinary" $no_matrix $covered; fi
for tag in $tags; do run "tag $tag" hidden -Dtest.groups="$tag" -Dtest.excludedGroups= $covered; done
plain=''
for class in $classes; do
  case $class in
    CalcomV2LiveTest) prepare_live && run "$class" $live_mode -Dtest="$class" $covered ;;
    CalcomV2PerformanceTest | *ScaleTest) run "$class" hidden -Dtest="$class" $no_matrix $measure ;;
    *) plain="$plain,$class" ;;
  esac
done
if [ -n "$plain" ]; then run "${plain#,}" hidden -Dtest="${plain#,}" -Dtest.excludedGroups= $covered; fi
if [ -n "$live" ]; then run live $live_mode -Dtest.groups=live $no_matrix $covered; fi
if [ -n "$measured" ]; then run performance hidden -Dtest.groups=performance $no_matrix $measure; fi
[ -n "$dry" ] || finish
