package dev.interlude.booking.move;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.PlanRequestCheck;
import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.booking.request.Overrides;
import dev.interlude.booking.request.RequestTimes;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Text;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads and validates a request to move a booking. */
public class MoveRequests {

    private static final Duration BEGUN_BEFORE_LIMIT = Duration.ofSeconds(2);

    private static final int RETRY_SOON = 2;

    private static final Pattern PLACE = Pattern.compile("/segments/([0-9]+)(/.*)");

    private final Catalog catalog;
    private final Clock clock;
    private final Horizon horizon;
    private final Duration answerLimit;

    public MoveRequests(Catalog catalog, Clock clock, Horizon horizon, Duration answerLimit) {
        this.catalog = catalog;
        this.clock = clock;
        this.horizon = horizon;
        this.answerLimit = answerLimit;
    }

    /**
     * @param id of the request, see {@link MoveRequest}
     * @throws Refused FORBIDDEN when its key may not pass our limits, or does not say why; SEGMENT_MISSING when Cal.com has lost a part of it and it is not to be booked anew; ALREADY_CANCELLED or IN_PROGRESS when the booking cannot be moved as it stands; VALIDATION_FAILED,
     *     422, naming every member that makes no sense
     */
    public MoveRequest read(JsonNode json, Booking booking, Caller caller, UUID id) {
        var overrideReason = Overrides.reasonOfMove(json, caller);
        requireMovable(booking);
        var service = catalog.service(booking.service() == null ? "" : booking.service())
                .map(whole -> whole.asBooked(booking.eventTypes()))
                .orElseThrow(MoveRequests::unknownService);
        var errors = new ArrayList<FieldError>();
        var times = new RequestTimes(json, booking.timeZone(), errors);
        var now = clock.instant();
        var start = UnderWay.isOn(booking, now) ? times.anyStart() : times.start(now);
        var requested = times.segments();
        if (errors.isEmpty()) {
            errors.addAll(PlanRequestCheck.check(service, start.orElseThrow(), Optional.empty(), requested));
            horizon.beyond("/start", service, start.get()).ifPresent(errors::add);
        }
        if (errors.isEmpty()) {
            errors.addAll(UnderWay.check(booking, start.orElseThrow(), requested, now));
        }
        BookingRequests.refuse(errors);
        requireWhole(booking.segments(), json.path("repair").asBoolean());
        var planRequest = new PlanRequest(
                service, start.orElseThrow(), Optional.empty(), fixed(service, booking, requested, now));
        BookingRequests.refuse(asNamed(PlanRequestCheck.check(planRequest), planRequest, requested));
        return new MoveRequest(
                planRequest,
                null,
                times.zone(),
                text(json, "reason").map(Text::new).orElse(null),
                caller.name(),
                overrideReason,
                id,
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
                catalog.service(booking.service()).orElseThrow().asBooked(booking.eventTypes()),
                movedUid,
                clock.instant(),
                clock.instant().plus(answerLimit).minus(BEGUN_BEFORE_LIMIT));
    }

    /** One candidate worked. */
    public void repaired(PauseRepair repair) {
        repair.done();
    }

    static void requireMovable(Booking booking) {
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

    static Refused unknownService() {
        return Refused.because(ProblemCode.NOT_FOUND, "The service of this booking is not in the catalog any more.");
    }

    /** A segment that was cancelled in Cal.com is booked again only if the caller asks for it. */
    static void requireWhole(List<BookedSegment> segments, boolean repair) {
        var missing = segments.stream().filter(s -> !s.stands()).toList();
        if (repair || missing.isEmpty()) {
            return;
        }
        throw new Refused(new Problem(
                ProblemCode.SEGMENT_MISSING,
                ProblemCode.SEGMENT_MISSING.status(),
                missing.stream().map(BookedSegment::key).collect(Collectors.joining(" and "))
                        + " of this booking is cancelled in Cal.com, so nothing was moved.",
                missing.stream()
                        .map(s -> new FieldError(
                                "/repair",
                                "must be true to book " + s.key() + " with " + s.staff()
                                        + " anew; or cancel the booking"))
                        .toList(),
                List.of(),
                null));
    }

    /** Mistakes about all segments, by the places at which the caller has written them. */
    static List<FieldError> asNamed(
            List<FieldError> errors, PlanRequest planRequest, List<RequestedSegment> requested) {
        var keys = requested.stream().map(RequestedSegment::key).toList();
        return errors.stream()
                .map(error -> {
                    var place = PLACE.matcher(error.pointer());
                    if (!place.matches()) {
                        return error;
                    }
                    var key = planRequest
                            .segments()
                            .get(Integer.parseInt(place.group(1)))
                            .key();
                    return new FieldError(
                            keys.contains(key) ? "/segments/" + keys.indexOf(key) + place.group(2) : "/segments",
                            error.detail());
                })
                .toList();
    }

    /** Every segment with its person, and its start where the caller has named one or it has begun. */
    private static List<RequestedSegment> fixed(
            Service service, Booking booking, List<RequestedSegment> requested, Instant now) {
        return service.segments().stream()
                .map(segment -> {
                    var stands = booking.segment(segment.key());
                    var named = requested.stream()
                            .filter(w -> w.key().equals(segment.key()))
                            .findFirst();
                    var begun = UnderWay.isOn(booking, now)
                            ? stands.filter(s -> UnderWay.hasBegun(s, now)).map(BookedSegment::start)
                            : Optional.<Instant>empty();
                    return new RequestedSegment(
                            segment.key(),
                            named.flatMap(RequestedSegment::staff).or(() -> stands.map(BookedSegment::staff)),
                            begun.or(() -> named.flatMap(RequestedSegment::start)));
                })
                .toList();
    }
}
