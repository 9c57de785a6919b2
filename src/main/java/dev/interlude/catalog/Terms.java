package dev.interlude.catalog;

/**
 * What a segment takes of a person, and costs.
 *
 * @param minutes its length, which is that of the person's event type in Cal.com
 * @param pause what follows before the next segment; {@link Pause#NONE} after the last and between segments back to back
 * @param price null where the service has no prices
 */
public record Terms(int minutes, Pause pause, Price price) {

    /** Minutes from its start to the soonest start of the next segment. */
    public int least() {
        return minutes + pause.min();
    }

    /** Minutes from its start to the latest start of the next segment. */
    public int most() {
        return minutes + pause.max();
    }
}
