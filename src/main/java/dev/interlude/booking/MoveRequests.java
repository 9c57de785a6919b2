package dev.interlude.booking;

import static dev.interlude.booking.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.Wish;
import dev.interlude.availability.WishCheck;
import dev.interlude.availability.WishedSegment;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Problem;
import dev.interlude.platform.Problem.FieldError;
import dev.interlude.platform.ProblemCode;
import dev.interlude.platform.Refused;
import dev.interlude.platform.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads where a caller wants a booking moved, and says what makes no sense about it. */
public class MoveRequests {

    private static final Duration BEGUN_BEFORE_LIMIT = Duration.ofSeconds(2);

    private static final int RETRY_SOON = 2;

    private final Catalog catalog;
    private final Clock clock;
    private final Duration answerLimit;

    public MoveRequests(Catalog catalog, Clock clock, Duration answerLimit) {
        this.catalog = catalog;
        this.clock = clock;
        this.answerLimit = answerLimit;
    }

    /**
     * @param by name of the API key
     * @throws Refused ALREADY_CANCELLED or IN_PROGRESS when the booking cannot be moved as it stands; VALIDATION_FAILED,
     *     422, naming every member that makes no sense
     */
    public MoveRequest read(JsonNode json, Booking booking, String by) {
        requireMovable(booking);
        var service = catalog.service(booking.service() == null ? "" : booking.service())
                .orElseThrow(() -> Refused.because(
                        ProblemCode.NOT_FOUND, "The service of this booking is not in the catalog any more."));
        var errors = new ArrayList<FieldError>();
        var times = new RequestTimes(json, booking.timeZone(), errors);
        var start = times.start(clock.instant());
        var wished = times.segments();
        if (errors.isEmpty()) {
            errors.addAll(WishCheck.check(service, start.orElseThrow(), java.util.Optional.empty(), wished));
            keepStaff(wished, booking, errors);
        }
        BookingRequests.refuse(errors);
        return new MoveRequest(
                new Wish(service, start.orElseThrow(), java.util.Optional.empty(), fixed(service, booking, wished)),
                times.zone(),
                text(json, "reason").map(Text::new).orElse(null),
                by,
                clock.instant().plus(answerLimit).minus(BEGUN_BEFORE_LIMIT));
    }

    /**
     * How to make the pauses fit again.
     *
     * @param movedUid of the segment that others have moved
     * @throws Refused when the booking cannot be moved as it stands
     */
    public PauseRepair repair(Booking booking, String movedUid) {
        requireMovable(booking);
        return PauseRepair.of(
                booking,
                catalog.service(booking.service()).orElseThrow(),
                movedUid,
                clock.instant().plus(answerLimit).minus(BEGUN_BEFORE_LIMIT));
    }

    /** One way has worked. */
    public void repaired(PauseRepair repair) {
        repair.done();
    }

    private static void requireMovable(Booking booking) {
        switch (booking.status()) {
            case BOOKED, PENDING -> {}
            case BOOKING, RESCHEDULING, COMPENSATING ->
                throw new Refused(Problem.of(
                                ProblemCode.IN_PROGRESS,
                                "This booking is just being booked, moved or undone; ask again in a moment.")
                        .withRetryAfter(RETRY_SOON));
            default ->
                throw Refused.because(
                        ProblemCode.ALREADY_CANCELLED, "This booking has ended and cannot be moved; book anew.");
        }
    }

    /** Cal.com moves a booking in time, never to another host. */
    private static void keepStaff(List<WishedSegment> wished, Booking booking, List<FieldError> errors) {
        for (int i = 0; i < wished.size(); i++) {
            var segment = wished.get(i);
            var now = booking.segment(segment.key()).map(BookedSegment::staff);
            if (segment.staff().isPresent() && !segment.staff().equals(now)) {
                errors.add(new FieldError(
                        "/segments/" + i + "/staff",
                        "a move keeps the staff, here " + now.orElse("nobody")
                                + "; to change it, cancel and book anew"));
            }
        }
    }

    private static List<WishedSegment> fixed(Service service, Booking booking, List<WishedSegment> wished) {
        return service.segments().stream()
                .map(segment -> new WishedSegment(
                        segment.key(),
                        booking.segment(segment.key()).map(BookedSegment::staff),
                        wished.stream()
                                .filter(w -> w.key().equals(segment.key()))
                                .findFirst()
                                .flatMap(WishedSegment::start)))
                .toList();
    }
}
