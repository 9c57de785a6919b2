package dev.interlude.bench;

import java.util.Collection;

/** How long things took, shortest first, in microseconds. */
record Timings(long[] sortedMicros) {

    static Timings of(Collection<Long> micros) {
        return new Timings(micros.stream().mapToLong(Long::longValue).sorted().toArray());
    }

    int count() {
        return sortedMicros.length;
    }

    /** Milliseconds below which so many of a hundred stayed; 0 where there was nothing. */
    double at(int percentile) {
        return count() == 0 ? 0 : sortedMicros[(int) ((count() - 1L) * percentile / 100)] / 1000.0;
    }
}
