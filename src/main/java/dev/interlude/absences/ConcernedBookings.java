package dev.interlude.absences;

import dev.interlude.booking.Booking;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.booking.jdbc.StaffBookings;
import dev.interlude.booking.jdbc.UnitBookings;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The bookings that an absence concerns, as they are now: in which its person has something to do then that is not over, or that use its unit. */
public class ConcernedBookings {

    private final StaffBookings ofStaff;
    private final UnitBookings ofUnits;
    private final BookingReader reader;
    private final Clock clock;

    public ConcernedBookings(StaffBookings ofStaff, UnitBookings ofUnits, BookingReader reader, Clock clock) {
        this.ofStaff = ofStaff;
        this.ofUnits = ofUnits;
        this.reader = reader;
        this.clock = clock;
    }

    /** Sorted by start; none where the absence was taken back. */
    public List<Booking> of(Absence absence) {
        return reader.all(ids(absence));
    }

    /** Their ids. */
    public List<UUID> ids(Absence absence) {
        var from = from(absence);
        if (!absence.stands() || !from.isBefore(absence.to())) {
            return List.of();
        }
        return absence.isOfStaff()
                ? ofStaff.during(absence.staff(), from, absence.to())
                : ofUnits.during(absence.resource(), absence.unit(), from, absence.to());
    }

    private Instant from(Absence absence) {
        var now = clock.instant();
        return absence.from().isBefore(now) ? now : absence.from();
    }
}
