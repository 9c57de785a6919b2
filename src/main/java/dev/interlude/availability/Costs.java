package dev.interlude.availability;

import java.util.Arrays;

/** What ways cost: three numbers each, compared one after the other, as {@link Weights} made them. */
final class Costs {

    private static final long NEVER = Long.MAX_VALUE;

    final long[] a;
    final long[] b;
    final long[] c;

    Costs(int ways) {
        a = new long[ways];
        b = new long[ways];
        c = new long[ways];
        Arrays.fill(a, NEVER);
    }

    void set(int way, long newA, long newB, long newC) {
        a[way] = newA;
        b[way] = newB;
        c[way] = newC;
    }

    void forget(int way) {
        a[way] = NEVER;
    }

    /** Whether there is such a way at all. */
    boolean exists(int way) {
        return a[way] != NEVER;
    }

    boolean cheaper(int way, int other) {
        return compare(a[way], b[way], c[way], a[other], b[other], c[other]) < 0;
    }

    static int compare(long a, long b, long c, long otherA, long otherB, long otherC) {
        int compared = Long.compare(a, otherA);
        compared = compared == 0 ? Long.compare(b, otherB) : compared;
        return compared == 0 ? Long.compare(c, otherC) : compared;
    }
}
