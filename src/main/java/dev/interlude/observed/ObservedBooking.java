package dev.interlude.observed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The state of a Cal.com booking, from a webhook or a list. Null means "not stated", not "none".
 *
 * @param account whose key reads it
 * @param attendees those whom it names
 * @param absent whether our customer did not come; decided once it is known which attendee that is
 * @param movedFrom the uid it had before it was moved, or null
 * @param movedTo the uid it has since it was moved, or null
 * @param sequence counts its changes at Cal.com ({@code iCalSequence}), or null
 * @param asOf when Cal.com said so, or when it last changed it there
 * @param host the host's user name, or null
 * @param read whether it was read at Cal.com and so is current; a webhook may be late
 */
public record ObservedBooking(
        String account,
        String uid,
        CalcomBooking.Status status,
        Instant start,
        Instant end,
        Long eventTypeId,
        ObservedAttendees attendees,
        Boolean absent,
        JsonNode metadata,
        String movedFrom,
        String movedTo,
        Integer sequence,
        Instant asOf,
        String host,
        boolean read) {

    /** Our key in Cal.com's metadata: the id of the segment. */
    public static final String SEGMENT_KEY = "interludeSegment";

    /** A booking as it was read at Cal.com. */
    public static ObservedBooking of(String account, CalcomBooking booking) {
        return new ObservedBooking(
                account,
                booking.uid(),
                booking.status(),
                booking.start(),
                booking.end(),
                booking.eventTypeId(),
                booking.attendees(),
                null,
                booking.metadata(),
                booking.movedFrom(),
                booking.movedTo(),
                null,
                booking.updatedAt() == null ? booking.createdAt() : booking.updatedAt(),
                null,
                true);
    }

    /** A booking that Cal.com does not know any more when it is read. */
    public static ObservedBooking gone(String account, String uid, CalcomBooking.Status end, Instant asOf) {
        return new ObservedBooking(
                account,
                uid,
                end,
                null,
                null,
                null,
                ObservedAttendees.NOT_SAID,
                null,
                null,
                null,
                null,
                null,
                asOf,
                null,
                true);
    }

    /** The same, said at another time. */
    public ObservedBooking asOf(Instant at) {
        return new ObservedBooking(
                account,
                uid,
                status,
                start,
                end,
                eventTypeId,
                attendees,
                absent,
                metadata,
                movedFrom,
                movedTo,
                sequence,
                at,
                host,
                read);
    }

    /** The same, once our customer is found among its attendees. */
    public ObservedBooking about(LocalAttendee customer) {
        return new ObservedBooking(
                account,
                uid,
                status,
                start,
                end,
                eventTypeId,
                attendees,
                attendees.absent(customer),
                metadata,
                movedFrom,
                movedTo,
                sequence,
                asOf,
                host,
                read);
    }

    /** Whether it occupies its host's time. */
    public boolean alive() {
        return status != null && status.isAlive();
    }

    public boolean ended() {
        return status != null && status.isEnded();
    }

    /** The segment of ours whose key it carries, or null. */
    public UUID segmentKey() {
        try {
            var key = metadata == null ? "" : metadata.path(SEGMENT_KEY).asText("");
            return key.isEmpty() ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** All uids that it mentions, its own first. */
    public Stream<String> uids() {
        return Stream.of(uid, movedFrom, movedTo).filter(Objects::nonNull);
    }

    /** Without personal data. */
    @Override
    public String toString() {
        return "ObservedBooking[" + uid + " " + status + " " + start + "]";
    }
}
