package dev.interlude.booking;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What Cal.com says of one of its bookings, by webhook or by list. Null is "not said", not "none".
 *
 * @param account whose key sees it
 * @param absent whether the attendee did not come
 * @param movedFrom the uid it had before it was moved, or null
 * @param movedTo the uid it has since it was moved, or null
 * @param sequence counts its changes at Cal.com ({@code iCalSequence}), or null
 * @param asOf when Cal.com said so, or when it last changed it there
 * @param host the host's user name, or null
 * @param read whether it was read at Cal.com, and so is what stands there; a webhook may tell long after it was so
 */
public record Sighting(
        String account,
        String uid,
        SeenBooking.Status status,
        Instant start,
        Instant end,
        Long eventTypeId,
        Attendee attendee,
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
    public static Sighting of(String account, SeenBooking seen) {
        return new Sighting(
                account,
                seen.uid(),
                seen.status(),
                seen.start(),
                seen.end(),
                seen.eventTypeId(),
                seen.attendee(),
                seen.absent(),
                seen.metadata(),
                seen.movedFrom(),
                seen.movedTo(),
                null,
                seen.updatedAt() == null ? seen.createdAt() : seen.updatedAt(),
                null,
                true);
    }

    /** Whether it takes its host's time. */
    public boolean alive() {
        return status == SeenBooking.Status.ACCEPTED || status == SeenBooking.Status.PENDING;
    }

    public boolean ended() {
        return status == SeenBooking.Status.CANCELLED || status == SeenBooking.Status.REJECTED;
    }

    /** The segment of ours that it names as its own, or null. */
    public UUID segmentKey() {
        try {
            var key = metadata == null ? "" : metadata.path(SEGMENT_KEY).asText("");
            return key.isEmpty() ? null : UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** All uids that it speaks of, itself first. */
    public Stream<String> uids() {
        return Stream.of(uid, movedFrom, movedTo).filter(Objects::nonNull);
    }

    /** Without what callers wrote about people. */
    @Override
    public String toString() {
        return "Sighting[" + uid + " " + status + " " + start + " " + attendee + "]";
    }
}
