package dev.interlude.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.BookingView;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.deposits.Deposit;
import dev.interlude.booking.units.HeldUnit;
import dev.interlude.platform.TimeZones;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A booking's rows, kept as JSON at each change and shown as the API shows bookings. */
public class BookingSnapshot {

    private final BookingView view;
    private final ObjectMapper json;

    public BookingSnapshot(BookingView view, ObjectMapper json) {
        this.view = view;
        this.json = json;
    }

    /** @return JSON */
    public String shown(String rows) {
        try {
            // Numbers of the metadata come back with all their digits.
            var kept = json.reader()
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readTree(rows);
            var shown = view.of(booking(kept.path("booking"), kept.path("segments"), text(kept, "trace")));
            if (kept.hasNonNull("changes")) {
                shown.put("changes", kept.get("changes"));
            }
            return json.writeValueAsString(shown);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The rows of a booking cannot be read", e);
        }
    }

    private static Booking booking(JsonNode row, JsonNode segments, String trace) {
        return new Booking(
                id(row, "id"),
                text(row, "service"),
                BookingStatus.valueOf(text(row, "status")),
                time(row, "start_at"),
                time(row, "end_at"),
                TimeZones.of(text(row, "time_zone")),
                new Attendee(
                        text(row, "attendee_name"),
                        text(row, "attendee_email"),
                        text(row, "attendee_zone"),
                        text(row, "attendee_language"),
                        text(row, "attendee_phone")),
                text(row, "notes"),
                row.path("metadata"),
                id(row, "linked_to"),
                id(row, "series"),
                time(row, "shifted_from"),
                text(row, "origin"),
                row.path("version").intValue(),
                time(row, "created_at"),
                time(row, "updated_at"),
                Deposit.of(text(row, "deposit"), time(row, "deposit_until")),
                id(row, "saga"),
                trace,
                segments.valueStream().map(BookingSnapshot::segment).toList());
    }

    private static BookedSegment segment(JsonNode row) {
        return new BookedSegment(
                id(row, "id"),
                row.path("position").intValue(),
                text(row, "key"),
                text(row, "staff"),
                time(row, "start_at"),
                time(row, "end_at"),
                SegmentStatus.valueOf(text(row, "status")),
                text(row, "account"),
                row.path("event_type_id").longValue(),
                text(row, "calcom_uid"),
                HeldUnit.read(row.path("units")));
    }

    private static String text(JsonNode row, String column) {
        return row.path(column).textValue();
    }

    private static UUID id(JsonNode row, String column) {
        var text = text(row, column);
        return text == null ? null : UUID.fromString(text);
    }

    private static Instant time(JsonNode row, String column) {
        var text = text(row, column);
        return text == null ? null : OffsetDateTime.parse(text).toInstant();
    }
}
