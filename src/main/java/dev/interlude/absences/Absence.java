package dev.interlude.absences;

import dev.interlude.booking.Booking.BookedSegment;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A time at which a person is away.
 *
 * @param timeZone its times are shown in
 * @param reason for the salon alone, or null
 * @param createdBy name of the API key
 * @param endedAt when it was taken back; null: it stands
 */
public record Absence(
        UUID id,
        String staff,
        Instant from,
        Instant to,
        ZoneId timeZone,
        String reason,
        String createdBy,
        Instant createdAt,
        Instant endedAt) {

    public boolean stands() {
        return endedAt == null;
    }

    /** Whether the person should work on it while they are away. */
    boolean concerns(BookedSegment segment) {
        return segment.staff().equals(staff) && segment.start().isBefore(to) && from.isBefore(segment.end());
    }
}
