package dev.interlude.booking;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.deposits.Deposit;
import dev.interlude.booking.units.HeldUnit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A booking as it is stored.
 *
 * @param service null when it was made in Cal.com with an event type that the catalog does not know
 * @param version counts its changes, from 1
 * @param deposit null where it needs none
 * @param saga that placed, moved or cancelled it last; null when it was made in Cal.com
 * @param traceId of the request, delivery or run that changed it last; null when it is not known
 */
public record Booking(
        UUID id,
        String service,
        BookingStatus status,
        Instant start,
        Instant end,
        ZoneId timeZone,
        Attendee attendee,
        String notes,
        JsonNode metadata,
        UUID linkedTo,
        UUID seriesId,
        Instant shiftedFrom,
        String origin,
        int version,
        Instant createdAt,
        Instant updatedAt,
        Deposit deposit,
        UUID saga,
        String traceId,
        List<BookedSegment> segments) {

    /**
     * @param calcomUid null until Cal.com has booked it
     * @param units of resources that are kept for it and for the pause after it
     */
    public record BookedSegment(
            UUID id,
            int position,
            String key,
            String staff,
            Instant start,
            Instant end,
            SegmentStatus status,
            String account,
            long eventTypeId,
            String calcomUid,
            List<HeldUnit> units) {

        /** Without a unit of a resource. */
        public BookedSegment(
                UUID id,
                int position,
                String key,
                String staff,
                Instant start,
                Instant end,
                SegmentStatus status,
                String account,
                long eventTypeId,
                String calcomUid) {
            this(id, position, key, staff, start, end, status, account, eventTypeId, calcomUid, List.of());
        }

        /** Whether Cal.com has it, to our knowledge. */
        public boolean stands() {
            return status.isAlive();
        }
    }

    /** The same on the clock of another zone. */
    public Booking in(ZoneId zone) {
        return copy(zone, segments, traceId);
    }

    Booking with(List<BookedSegment> its) {
        return copy(timeZone, its, traceId);
    }

    public Booking with(List<BookedSegment> its, String trace) {
        return copy(timeZone, its, trace);
    }

    private Booking copy(ZoneId zone, List<BookedSegment> its, String trace) {
        return new Booking(
                id,
                service,
                status,
                start,
                end,
                zone,
                attendee,
                notes,
                metadata,
                linkedTo,
                seriesId,
                shiftedFrom,
                origin,
                version,
                createdAt,
                updatedAt,
                deposit,
                saga,
                trace,
                its);
    }

    /** Which event type each segment has, by key. */
    public Map<String, Long> eventTypes() {
        return segments.stream().collect(toMap(BookedSegment::key, BookedSegment::eventTypeId));
    }

    public Optional<BookedSegment> segment(String key) {
        return segments.stream().filter(s -> s.key().equals(key)).findFirst();
    }
}
