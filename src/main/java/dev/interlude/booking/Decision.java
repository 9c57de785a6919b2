package dev.interlude.booking;

import dev.interlude.booking.attendees.LocalAttendee;
import java.util.List;
import java.util.UUID;

/**
 * A host's decision about a booking, to be passed on to Cal.com.
 *
 * @param parts those that Cal.com has not agreed to yet
 */
public record Decision(UUID booking, List<Part> parts) {

    /** One booking of Cal.com's. */
    public record Part(
            UUID segment, String key, String staff, String account, String calcomUid, LocalAttendee customer) {}
}
