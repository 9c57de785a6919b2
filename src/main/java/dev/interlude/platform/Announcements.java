package dev.interlude.platform;

/** Announces events to upstream systems, in the transaction of the change. */
@FunctionalInterface
public interface Announcements {

    /**
     * @param type as in the HTTP interface, for example {@code sync.drift_found}
     * @param subject what it is about; events with the same subject are delivered in this order
     * @param data becomes the event's data, as JSON
     */
    void announce(String type, String subject, Object data);
}
