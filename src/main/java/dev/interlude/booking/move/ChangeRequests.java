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
import dev.interlude.booking.request.ChosenForm;
import dev.interlude.booking.request.RequestTimes;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.platform.Text;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads and validates a request to change what is booked. */
public class ChangeRequests {

    private final Catalog catalog;
    private final Clock clock;
    private final Horizon horizon;
    private final Duration answerLimit;

    public ChangeRequests(Catalog catalog, Clock clock, Horizon horizon, Duration answerLimit) {
        this.catalog = catalog;
        this.clock = clock;
        this.horizon = horizon;
        this.answerLimit = answerLimit;
    }

    /**
     * @param by name of the API key
     * @param id of the request, see {@link MoveRequest}
     * @throws Refused SEGMENT_MISSING when Cal.com has lost a part of it that is neither dropped nor to be booked anew;
     *     ALREADY_CANCELLED or IN_PROGRESS when it cannot be changed as it stands; VALIDATION_FAILED, 422, naming every member
     *     that makes no sense
     */
    public MoveRequest read(JsonNode json, Booking booking, String by, UUID id) {
        MoveRequests.requireMovable(booking);
        var whole = catalog.service(booking.service() == null ? "" : booking.service())
                .orElseThrow(MoveRequests::unknownService);
        var now = clock.instant();
        var errors = new ArrayList<FieldError>();
        var form = ChosenForm.changed(whole, whole.asBooked(booking.eventTypes()), json, errors);
        var times = new RequestTimes(json, booking.timeZone(), errors);
        var start = start(json, times, booking, form);
        var named = times.segments();
        errors.addAll(strangers(form, named));
        BookingRequests.refuse(errors);
        errors.addAll(PlanRequestCheck.check(form, start, Optional.empty(), named));
        horizon.beyond("/start", form, start).ifPresent(errors::add);
        errors.addAll(UnderWay.check(booking, form, start, named, now));
        BookingRequests.refuse(errors);
        MoveRequests.requireWhole(
                booking.segments().stream()
                        .filter(s -> form.segment(s.key()).isPresent())
                        .toList(),
                json.path("repair").asBoolean());
        var loose = new PlanRequest(form, start, Optional.empty(), requested(form, booking, named, now));
        BookingRequests.refuse(MoveRequests.asNamed(PlanRequestCheck.check(loose), loose, named));
        return new MoveRequest(
                loose,
                new Change(
                        WaysToChange.of(booking, loose, changedKeys(json, named), now),
                        json.path("dryRun").asBoolean()),
                times.zone(),
                text(json, "reason").map(Text::new).orElse(null),
                by,
                id,
                now.plus(answerLimit).minus(BookingRequests.BEGUN_BEFORE_LIMIT));
    }

    /** As asked for; else the first of its segments that stays begins when it does now. */
    private static Instant start(JsonNode json, RequestTimes times, Booking booking, Service form) {
        var now = booking.segment(form.segments().get(0).key())
                .map(BookedSegment::start)
                .orElse(booking.start());
        return json.hasNonNull("start") ? times.anyStart().orElse(now) : now;
    }

    private static List<FieldError> strangers(Service form, List<RequestedSegment> named) {
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < named.size(); i++) {
            var key = named.get(i).key();
            if (form.segment(key).isEmpty()) {
                errors.add(new FieldError("/segments/" + i + "/key", "'" + key + "' " + instead(form)));
            }
        }
        return errors;
    }

    /** To a visit nothing can be added. */
    private static String instead(Service form) {
        return form.visit() == null
                ? "would be no part of this booking; name it in `add`, or leave it out"
                : "is no part of this booking; write one of "
                        + form.segments().stream().map(Segment::key).collect(Collectors.joining(", "));
    }

    private static HashSet<String> changedKeys(JsonNode json, List<RequestedSegment> named) {
        var changed = new HashSet<String>();
        named.forEach(segment -> changed.add(segment.key()));
        json.path("add").forEach(key -> changed.add(key.asText()));
        return changed;
    }

    /** Every segment with its person, if it has one, and its start where the caller has named one or it has begun. */
    private static List<RequestedSegment> requested(
            Service form, Booking booking, List<RequestedSegment> named, Instant now) {
        return form.segments().stream()
                .map(segment -> {
                    var stands = booking.segment(segment.key());
                    var own = named.stream()
                            .filter(w -> w.key().equals(segment.key()))
                            .findFirst();
                    var begun = stands.filter(s -> UnderWay.hasBegun(s, now)).map(BookedSegment::start);
                    return new RequestedSegment(
                            segment.key(),
                            own.flatMap(RequestedSegment::staff).or(() -> stands.map(BookedSegment::staff)),
                            begun.or(() -> own.flatMap(RequestedSegment::start)));
                })
                .toList();
    }
}
