package dev.interlude.absences;

import dev.interlude.booking.Booking;
import dev.interlude.booking.jdbc.StaffBookings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The bookings that an absence concerns, as they are now: in which its person has something to do then that is not over. */
public class ConcernedBookings {

    private final StaffBookings bookings;
    private final Clock clock;

    public ConcernedBookings(StaffBookings bookings, Clock clock) {
        this.bookings = bookings;
        this.clock = clock;
    }

    /** Sorted by start; none where the absence was taken back. */
    public List<Booking> of(Absence absence) {
        var from = from(absence);
        return absence.stands() && from.isBefore(absence.to())
                ? bookings.read(absence.staff(), from, absence.to())
                : List.of();
    }

    /** Their ids. */
    public List<UUID> ids(Absence absence) {
        var from = from(absence);
        return absence.stands() && from.isBefore(absence.to())
                ? bookings.during(absence.staff(), from, absence.to())
                : List.of();
    }

    private Instant from(Absence absence) {
        var now = clock.instant();
        return absence.from().isBefore(now) ? now : absence.from();
    }
}
