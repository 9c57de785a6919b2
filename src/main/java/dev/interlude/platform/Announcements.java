package dev.interlude.platform;

/**
 * Takes what upstream systems are to be told, in the transaction of the change that it tells of: it stands or falls with
 * that.
 */
@FunctionalInterface
public interface Announcements {

    /**
     * @param type as in the HTTP interface, for example {@code sync.drift_found}
     * @param subject what it is about; what has the same subject is told in this order
     * @param data becomes the event's data, as JSON
     */
    void announce(String type, String subject, Object data);
}
