package dev.interlude.availability.search;

import java.util.Arrays;

/** The costs of candidates: three numbers each, compared one after the other, made by {@link Weights}. */
final class Costs {

    private static final long NEVER = Long.MAX_VALUE;

    final long[] a;
    final long[] b;
    final long[] c;

    Costs(int paths) {
        a = new long[paths];
        b = new long[paths];
        c = new long[paths];
        Arrays.fill(a, NEVER);
    }

    void set(int path, long newA, long newB, long newC) {
        a[path] = newA;
        b[path] = newB;
        c[path] = newC;
    }

    void forget(int path) {
        a[path] = NEVER;
    }

    /** Whether there is such a path. */
    boolean exists(int path) {
        return a[path] != NEVER;
    }

    boolean cheaper(int path, int other) {
        return compare(a[path], b[path], c[path], a[other], b[other], c[other]) < 0;
    }

    static int compare(long a, long b, long c, long otherA, long otherB, long otherC) {
        int compared = Long.compare(a, otherA);
        compared = compared == 0 ? Long.compare(b, otherB) : compared;
        return compared == 0 ? Long.compare(c, otherC) : compared;
    }
}
