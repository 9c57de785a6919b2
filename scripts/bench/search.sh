#!/usr/bin/env bash
# The search for offers of a composite alone: five segments, 5 staff, 31 days of slots every 15 minutes; then with fewer and
# more days and staff. Prints microseconds for the first 20 offers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

./mvnw -B -q -Dspotless.check.skip=true test-compile dependency:build-classpath -Dmdep.outputFile=target/test.classpath \
  -Dmdep.includeScope=test
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "target/test-classes:target/classes:$(cat target/test.classpath)" \
  dev.interlude.availability.SearchBench
