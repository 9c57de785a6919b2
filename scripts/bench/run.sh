#!/usr/bin/env bash
# Runs a measurement of src/test: run.sh CLASS, named below dev.interlude.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

./mvnw -B -q -Dspotless.check.skip=true test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath \
  -Dmdep.includeScope=test
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -XX:+UseParallelGC -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  "dev.interlude.$1" "${@:2}"
