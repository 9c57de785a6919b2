package dev.interlude.sync;

import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.Move;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.Release;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.Sighted.Touched;
import dev.interlude.booking.jdbc.BookingReader;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import dev.interlude.platform.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says what Cal.com has to be asked for, so that it has what we have. */
public class Pushes {

    private final BookingReader bookings;
    private final Catalog catalog;
    private final Duration longestCall;

    /** @param longestCall how long a call to Cal.com may go on after its caller has lost sight of it */
    public Pushes(BookingReader bookings, Catalog catalog, Duration longestCall) {
        this.bookings = bookings;
        this.catalog = catalog;
        this.longestCall = longestCall;
    }

    /** @throws Refused when Cal.com cannot be asked for that */
    public Push of(Drift drift, Finding found) {
        return switch (found.kind()) {
            case GHOST, UNDONE -> cancel(found);
            case TIME -> back(found);
            case STATUS -> status(found);
            case ORPHAN -> anew(drift, found);
            case CLASH -> throw unable("Both sides agree on it.");
            case ATTENDEE -> throw unable("Cal.com cannot be told another attendee.");
        };
    }

    private Push cancel(Finding found) {
        var eventType = Optional.ofNullable(found.there().eventTypeId());
        var staff = eventType
                .flatMap(id -> catalog.serviceOf(found.account(), id))
                .flatMap(service -> service.segmentOf(eventType.get()))
                .flatMap(segment -> segment.staffOf(eventType.get()));
        return Push.to(
                Push.Way.CANCEL,
                found.account(),
                found.uid(),
                staff.map(who -> new Touched(who, found.there().start())).stream()
                        .toList());
    }

    private Push status(Finding found) {
        if (!found.here().live()) {
            return cancel(found);
        }
        if (found.here().status() == SegmentStatus.BOOKED && found.there().isPending()) {
            return Push.to(Push.Way.CONFIRM, found.account(), found.uid(), List.of());
        }
        throw unable("Cal.com cannot take back what its host has said.");
    }

    private Push back(Finding found) {
        var booking = booking(found);
        var segment = segment(booking, found);
        return Push.back(new Move(
                found.here().segment(),
                segment.id(),
                booking.id(),
                segment.staff(),
                found.account(),
                segment.eventTypeId(),
                found.there().start(),
                found.there().end(),
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
                        certainAt),
                new BookingPlan(
                        booking.id(),
                        null,
                        booking.service(),
                        booking.timeZone(),
                        booking.attendee(),
                        booking.notes(),
                        booking.metadata(),
                        booking.linkedTo(),
                        List.of(planned),
                        "interlude",
                        Instant.MAX),
                planned);
    }

    private Booking booking(Finding found) {
        return bookings.existing(found.here().booking().toString());
    }

    private static BookedSegment segment(Booking booking, Finding found) {
        return booking.segments().stream()
                .filter(s -> s.id().equals(found.here().segment()))
                .findFirst()
                .orElseThrow();
    }

    private static Refused unable(String why) {
        return Refused.because(ProblemCode.CALCOM_REJECTED, why);
    }
}
