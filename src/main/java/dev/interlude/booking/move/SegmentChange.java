package dev.interlude.booking.move;

import java.time.Instant;

/**
 * What a change does to one segment.
 *
 * @param from where it stands now; null: it is added
 * @param to where it will stand; null: it is dropped
 * @param waitsAt where its old booking in Cal.com is until all else has succeeded, as it is in the way; null: where it stands
 */
public record SegmentChange(String key, What what, Place from, Place to, Place waitsAt) {

    public enum What {
        KEPT,
        MOVED,
        /** With another person or in another length: booked first, then the old booking is cancelled. */
        BOOKED_ANEW,
        ADDED,
        DROPPED
    }

    public record Place(String staff, Instant start, Instant end) {}

    /** For the history. */
    String text() {
        return switch (what) {
            case KEPT -> key + " kept";
            case MOVED -> key + " moved to " + to.start();
            case BOOKED_ANEW -> key + " booked anew with " + to.staff() + " from " + to.start() + " to " + to.end();
            case ADDED -> key + " added with " + to.staff() + " at " + to.start();
            case DROPPED -> key + " dropped";
        };
    }
}
