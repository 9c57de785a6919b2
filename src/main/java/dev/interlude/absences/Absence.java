package dev.interlude.absences;

import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.units.HeldUnit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.UUID;

/**
 * A time at which a person is away, or a resource is closed.
 *
 * @param staff null: a resource is closed
 * @param resource its kind, or null
 * @param unit null: all of the kind are closed
 * @param timeZone its times are shown in
 * @param reason for the salon alone, or null
 * @param createdBy name of the API key
 * @param endedAt when it was taken back; null: it stands
 */
public record Absence(
        UUID id,
        String staff,
        String resource,
        Integer unit,
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

    public boolean isOfStaff() {
        return staff != null;
    }

    /** Whom or what it is about: anna, or basin 1. */
    public String subject() {
        return isOfStaff() ? staff : unit == null ? resource : resource + " " + unit;
    }

    /** Such as anna is away, or basin 1 is closed. */
    public String state() {
        return subject() + (isOfStaff() ? " is away" : " is closed");
    }

    /** Whether the person should work on it while they are away, or it or its pause uses the unit while that is closed. */
    boolean concerns(BookedSegment segment) {
        if (!isOfStaff()) {
            return segment.units().stream().anyMatch(this::concerns);
        }
        return segment.staff().equals(staff) && segment.start().isBefore(to) && from.isBefore(segment.end());
    }

    private boolean concerns(HeldUnit held) {
        return held.kind().equals(resource)
                && (unit == null || unit == held.unit())
                && held.start().isBefore(to)
                && from.isBefore(held.end());
    }
}
