package dev.interlude.availability.search;

/** The cost of a search independent of the machine: the starts and candidates it looked at. */
final class Steps {

    private long taken;

    void take(long more) {
        taken += more;
    }

    long taken() {
        return taken;
    }
}
