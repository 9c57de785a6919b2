package dev.interlude.series;

import static dev.interlude.booking.request.RequestTimes.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.availability.Horizon;
import dev.interlude.booking.request.BookingRequest;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.platform.Caller;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.series.Recurrence.Frequency;
import dev.interlude.series.SeriesRequest.Occurrence;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Reads and validates a series; each occurrence then is a booking as if requested alone. */
public class SeriesRequests {

    /** Per saga; more would exceed its timeout. */
    private static final int MOST_SEGMENTS_AT_ONCE = 120;

    private final BookingRequests bookings;
    private final Horizon horizon;

    public SeriesRequests(BookingRequests bookings, Horizon horizon) {
        this.bookings = bookings;
        this.horizon = horizon;
    }

    /**
     * @param id the same for every repeat under the same Idempotency-Key
     * @throws Refused VALIDATION_FAILED, 422, naming every member that makes no sense
     */
    public SeriesRequest readSeries(JsonNode json, UUID id, Caller caller) {
        var first = first(json.get("booking"), id, caller);
        var allOrNothing = "allOrNothing".equals(json.path("mode").asText());
        var errors = new ArrayList<FieldError>();
        if (allOrNothing && json.at("/booking/autoRebook").isObject()) {
            errors.add(new FieldError("/booking/autoRebook", "does not go with allOrNothing; leave one of them out"));
        }
        var times = new SeriesTimes(json.get("booking"), first.timeZone(), id);
        var occurrences = occurrences(json.get("recurrence"), times, errors);
        var end = "/recurrence/" + (json.path("recurrence").hasNonNull("until") ? "until" : "count");
        occurrences.stream()
                .filter(o -> !o.skipped())
                .reduce((one, later) -> later)
                .flatMap(last -> horizon.beyond(end, first.planRequest().service(), times.startOn(last.day())))
                .ifPresent(errors::add);
        var booked = occurrences.stream().filter(o -> !o.skipped()).count();
        if (allOrNothing && booked * first.planRequest().service().segments().size() > MOST_SEGMENTS_AT_ONCE) {
            errors.add(new FieldError(
                    "/mode",
                    "with allOrNothing no more than %d segments can be booked; write bestEffort, or ask for less"
                            .formatted(MOST_SEGMENTS_AT_ONCE)));
        }
        BookingRequests.refuse(errors);
        return new SeriesRequest(
                id,
                allOrNothing,
                first.planRequest().service().id(),
                first.timeZone(),
                first.linkedTo(),
                caller,
                occurrences);
    }

    /**
     * One occurrence of a series that is booked as a whole.
     *
     * @throws Refused when it makes no sense on that day
     */
    public BookingRequest readOccurrence(SeriesRequest series, Occurrence occurrence) {
        return bookings.read(occurrence.booking(), series.requestOf(occurrence), series.caller());
    }

    /** @throws Refused VALIDATION_FAILED, 422 */
    public SeriesCancellation seriesCancellation(JsonNode json) {
        var scope = SeriesCancellation.Scope.valueOf(json.path("scope").asText().toUpperCase(Locale.ROOT));
        var booking = text(json, "bookingId").map(UUID::fromString).orElse(null);
        if (booking == null && scope != SeriesCancellation.Scope.ALL) {
            throw new Refused(Problem.meaning("/bookingId", "is missing; only with the scope all it may be left out"));
        }
        return new SeriesCancellation(scope, booking, bookings.cancelReason(json));
    }

    private BookingRequest first(JsonNode booking, UUID id, Caller caller) {
        try {
            return bookings.read(booking, id, caller);
        } catch (Refused refused) {
            var problem = refused.problem();
            if (problem.code() != ProblemCode.VALIDATION_FAILED) {
                throw refused;
            }
            throw new Refused(Problem.meaning(problem.errors().stream()
                    .map(e -> new FieldError("/booking" + e.pointer(), e.detail()))
                    .toList()));
        }
    }

    private static List<Occurrence> occurrences(JsonNode json, SeriesTimes times, List<FieldError> errors) {
        var recurrence = recurrence(json, times.first(), errors);
        if (!errors.isEmpty()) {
            return List.of();
        }
        var days = recurrence.days(times.first());
        if (days.size() > Recurrence.MOST) {
            errors.add(new FieldError(
                    "/recurrence/until", "makes more than " + Recurrence.MOST + " occurrences; end it earlier"));
        } else if (recurrence.count() != null && days.size() < recurrence.count()) {
            errors.add(new FieldError(
                    "/recurrence/count", "reaches further than " + Recurrence.YEARS + " years; end it earlier"));
        } else if (days.stream().allMatch(recurrence::isExcept)) {
            errors.add(new FieldError("/recurrence/exceptions", "leave no day to book"));
        }
        return errors.isEmpty()
                ? IntStream.range(0, days.size())
                        .mapToObj(i -> new Occurrence(
                                i, days.get(i), recurrence.isExcept(days.get(i)) ? null : times.on(days.get(i))))
                        .toList()
                : List.of();
    }

    private static Recurrence recurrence(JsonNode json, LocalDate first, List<FieldError> errors) {
        var until = text(json, "until").flatMap(day -> date("/recurrence/until", day, errors));
        if (json.hasNonNull("count") == json.hasNonNull("until")) {
            errors.add(new FieldError("/recurrence", "needs either count or until"));
        }
        until.filter(day -> day.isBefore(first))
                .ifPresent(day -> errors.add(new FieldError("/recurrence/until", "must not be before the first day")));
        until.filter(day -> day.isAfter(first.plusYears(Recurrence.YEARS)))
                .ifPresent(day -> errors.add(new FieldError(
                        "/recurrence/until", "must be within " + Recurrence.YEARS + " years of the first day")));
        var exceptions = new HashSet<LocalDate>();
        for (int i = 0; i < json.path("exceptions").size(); i++) {
            date("/recurrence/exceptions/" + i, json.at("/exceptions/" + i).asText(), errors)
                    .ifPresent(exceptions::add);
        }
        return new Recurrence(
                Frequency.valueOf(json.path("frequency").asText().toUpperCase(Locale.ROOT)),
                json.path("interval").asInt(1),
                json.hasNonNull("count") ? json.get("count").asInt() : null,
                until.orElse(null),
                exceptions);
    }

    private static Optional<LocalDate> date(String pointer, String text, List<FieldError> errors) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException e) {
            errors.add(new FieldError(pointer, "does not exist in the calendar"));
            return Optional.empty();
        }
    }
}
