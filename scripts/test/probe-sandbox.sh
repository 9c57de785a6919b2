#!/usr/bin/env bash
# Measures how true the sandbox is: starts it alone with the recorded account, drives it with the probe, compares.
#
#   scripts/test/probe-sandbox.sh [target/interlude.jar | target/classes]
#
# Builds nothing. target/classes needs target/classpath.txt:
#   ./mvnw dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
# The probe and its golden run are no part of this repository; CALCOM_FACTS says where they are.
set -euo pipefail
cd "$(dirname "$0")/../.."

facts=${CALCOM_FACTS:-../shared/calcom}
if [[ ! -f $facts/probe.py ]]; then
  echo "probe-sandbox: skipped, no $facts/probe.py"
  exit 0
fi
facts=$(cd "$facts" && pwd)

from=${1:-target/interlude.jar}
[[ -e $from ]] || from=target/classes
case $from in
  *.jar) command=(java -XX:TieredStopAtLevel=1 -cp "$from" -Dloader.main=dev.interlude.cli.Main
                  org.springframework.boot.loader.launch.PropertiesLauncher sandbox) ;;
  *)     command=(java -XX:TieredStopAtLevel=1 -cp "$from:$(cat target/classpath.txt)" dev.interlude.cli.Main sandbox) ;;
esac

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
port=$(free_port)
hook_port=$(free_port)
out=$(mktemp -d)

SANDBOX_PORT=$port SANDBOX_FIXTURE=$facts/sandbox-fixture.json "${command[@]}" >"$out/sandbox.log" 2>&1 &
sandbox=$!
trap 'kill "$sandbox" 2>/dev/null || true; wait "$sandbox" 2>/dev/null || true; rm -rf "$out"' EXIT

for _ in $(seq 300); do
  curl -fs "http://127.0.0.1:$port/sandbox/health" >/dev/null && break
  if ! kill -0 "$sandbox" 2>/dev/null; then
    cat "$out/sandbox.log"
    exit 1
  fi
  sleep 0.1
done

python3 "$facts/probe.py" --base "http://127.0.0.1:$port" --hook-port "$hook_port" --out "$out/run.txt" \
  --key cal_00000000000000000000000000000002 \
  --tiny-key cal_00000000000000000000000000000003 \
  --expired-key cal_00000000000000000000000000000004 >/dev/null
python3 "$facts/probe-diff.py" "$facts/probe.golden.txt" "$out/run.txt"
