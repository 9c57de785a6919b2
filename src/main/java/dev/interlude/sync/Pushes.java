package dev.interlude.sync;

import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.Release;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.booking.move.Move;
import dev.interlude.catalog.Catalog;
import dev.interlude.observed.ObservationResult.Touched;
import dev.interlude.platform.Text;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Plans the call that brings Cal.com in line with our bookings. */
public class Pushes {

    private final BookingReader bookings;
    private final Catalog catalog;
    private final Duration longestCall;

    /** @param longestCall how long a call may keep running at Cal.com after we lost the connection */
    public Pushes(BookingReader bookings, Catalog catalog, Duration longestCall) {
        this.bookings = bookings;
        this.catalog = catalog;
        this.longestCall = longestCall;
    }

    /** @throws Refused if Cal.com offers no such call */
    public Push of(Drift drift, Finding found) {
        return switch (found.kind()) {
            case GHOST, UNDONE -> cancel(found);
            case TIME -> back(found);
            case STATUS -> status(found);
            case ORPHAN -> anew(drift, found);
            case CLASH -> throw unable("Both sides agree on it.");
            case UNREADABLE -> throw unable("Cal.com shows an invalid booking; it must be corrected there.");
            case ATTENDEE -> throw unable("The attendee cannot be changed in Cal.com.");
        };
    }

    private Push cancel(Finding found) {
        var eventType = Optional.ofNullable(found.calcom().eventTypeId());
        var staff = eventType
                .flatMap(id -> catalog.serviceOf(found.account(), id))
                .flatMap(service -> service.segmentOf(eventType.get()))
                .flatMap(segment -> segment.staffOf(eventType.get()));
        return Push.to(
                Push.Way.CANCEL,
                found.account(),
                found.uid(),
                staff.map(who -> new Touched(who, found.calcom().start())).stream()
                        .toList());
    }

    private Push status(Finding found) {
        if (!found.local().live()) {
            return cancel(found);
        }
        if (found.local().status() == SegmentStatus.BOOKED && found.calcom().isPending()) {
            return Push.to(Push.Way.CONFIRM, found.account(), found.uid(), List.of());
        }
        throw unable("A host's decision cannot be reverted in Cal.com.");
    }

    private Push back(Finding found) {
        var booking = booking(found);
        var segment = segment(booking, found);
        return Push.back(new Move(
                found.local().segment(),
                segment.id(),
                booking.id(),
                segment.staff(),
                found.account(),
                segment.eventTypeId(),
                found.calcom().start(),
                found.calcom().end(),
                found.uid(),
                segment.start(),
                segment.end(),
                null,
                false,
                Instant.MAX));
    }

    private Push anew(Drift drift, Finding found) {
        var booking = booking(found);
        var segment = segment(booking, found);
        var certainAt =
                drift.calledAt() == null ? Instant.EPOCH : drift.calledAt().plus(longestCall);
        var planned = new PlannedSegment(
                segment.id(),
                booking.id(),
                segment.position(),
                segment.key(),
                segment.staff(),
                segment.account(),
                segment.eventTypeId(),
                segment.start(),
                segment.end());
        return Push.anew(
                new Release(
                        segment.id(),
                        booking.id(),
                        segment.staff(),
                        segment.account(),
                        segment.eventTypeId(),
                        segment.start(),
                        segment.end(),
                        new Text(""),
                        "sync",
                        null,
                        false,
                        false,
                        certainAt),
                BookingPlan.again(booking, List.of(planned), "interlude", Instant.MAX),
                planned);
    }

    private Booking booking(Finding found) {
        return bookings.existing(found.local().booking().toString());
    }

    private static BookedSegment segment(Booking booking, Finding found) {
        return booking.segments().stream()
                .filter(s -> s.id().equals(found.local().segment()))
                .findFirst()
                .orElseThrow();
    }

    private static Refused unable(String why) {
        return Refused.because(ProblemCode.CALCOM_REJECTED, why);
    }
}
