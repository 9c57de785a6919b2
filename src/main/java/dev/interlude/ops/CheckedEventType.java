package dev.interlude.ops;

/**
 * An event type of the catalog as Cal.com has it.
 *
 * @param owner the Cal.com user who owns it; null as long as it cannot be read
 */
public record CheckedEventType(
        String account, String service, String segment, String staff, long id, Long owner, Reach reach) {

    /** What the account's key can do with it. */
    public enum Reach {
        /** Readable: the key's owner owns or administers it. */
        READABLE,
        /** Not readable, but its bookings are in the key's list. */
        LISTED,
        /** Neither, though there are bookings: comparisons never see its changes. */
        UNLISTED,
        /** Not readable; no booking yet shows whether its bookings are listed. */
        UNCERTAIN,
        /** There is none with this id. */
        MISSING,
        /** Cal.com could not be asked. */
        UNASKED;

        boolean isSeenBySync() {
            return this == READABLE || this == LISTED;
        }
    }

    /**
     * A finding about an event type or a key.
     *
     * @param warning false: bookings fail or are not seen until it is mended
     * @param text what is wrong and what to do
     */
    public record Finding(String account, String staff, Long eventType, boolean warning, String text) {}

    String place() {
        return "Event type %d (%s, %s, %s)".formatted(id, service, segment, staff);
    }
}
