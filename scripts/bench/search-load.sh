#!/usr/bin/env bash
# 60 s of 50 concurrent searches and 10 bookings a minute against a simulated Cal.com with its usual limit. Prints the 429s
# it answered, the searches answered per second and the hit rate of the memory of slots. An argument gives the seconds.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

exec ./interlude search-load "$@"
