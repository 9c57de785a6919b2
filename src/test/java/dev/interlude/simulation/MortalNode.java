package dev.interlude.simulation;

import java.util.regex.Pattern;

/**
 * The one node. Its steps are the statements, commits and calls to Cal.com it makes; it can be told to die just before or just
 * after one of them. A dead node's steps all fail without an effect, until it is started again.
 */
public final class MortalNode {

    /** That the node is dead, or has just died. */
    public static final class Died extends RuntimeException {
        Died(String where) {
            super("the node died " + where, null, false, false);
        }
    }

    private static final Pattern IDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=bookings/)\\w+|\\d{4}-\\d\\d-\\d\\d[T0-9:.%+Zz-]*");

    private String last = "";
    private int left = Integer.MAX_VALUE;
    private boolean afterwards;
    private boolean dead;
    private String diedAt;

    /** It will die at its n-th step from now on. */
    synchronized void dieAt(int step, boolean afterwards) {
        this.left = step;
        this.afterwards = afterwards;
    }

    synchronized void restart() {
        left = Integer.MAX_VALUE;
        dead = false;
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized String diedAt() {
        return diedAt;
    }

    synchronized void begin() {
        restart();
    }

    /** Before a step. */
    synchronized void before(String what) {
        requireAlive(what);
        last = IDS.matcher(what.strip().replaceAll("\\s+", " ")).replaceAll("_");
        left--;
        if (left == 0 && !afterwards) {
            die("before " + last);
        }
    }

    /** After a step. */
    synchronized void after() {
        requireAlive("afterwards");
        if (left == 0 && afterwards) {
            die("after " + last);
        }
    }

    /** For the flow that sends to Cal.com. */
    public void sending(String method, String path) {
        before(method + " " + path);
    }

    /** For the flow that sends to Cal.com. */
    public void answered() {
        after();
    }

    private void requireAlive(String what) {
        if (dead) {
            throw new Died(what);
        }
    }

    private void die(String where) {
        dead = true;
        diedAt = where;
        throw new Died(where);
    }
}
