package dev.interlude.series;

import java.util.UUID;

/** What is done with an item of a bulk; each is an operation that a single request could ask for. */
public enum BulkAction {
    PLACE("/api/v1/bookings"),
    MOVE("/api/v1/bookings/%s/reschedule"),
    CANCEL("/api/v1/bookings/%s/cancel"),
    /** It stays although one of its people is away. */
    KEEP("/api/v1/bookings/%s");

    private final String path;

    BulkAction(String path) {
        this.path = path;
    }

    /**
     * Under its Idempotency-Key a request always gets its first answer. So what changes a booking, and is not decided by
     * then, is asked again under another one: that changes nothing if it is done.
     *
     * @param asked how many answers there were that were no decision
     */
    public String key(String key, int asked) {
        return this == PLACE || asked == 0 ? key : key + " again " + asked;
    }

    /** @param target the booking it is done with; null where it is to be made */
    public String path(UUID target) {
        return path.formatted(target);
    }
}
