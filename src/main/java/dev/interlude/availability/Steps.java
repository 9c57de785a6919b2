package dev.interlude.availability;

/** What a search costs, whatever the machine: the starts and ways it looked at. */
final class Steps {

    private long taken;

    void take(long more) {
        taken += more;
    }

    long taken() {
        return taken;
    }
}
