package dev.interlude.series;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.series.SeriesRequest.Occurrence;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A series that is to be booked as a whole: the plan for each day, and the unavailable days. Thread-safe. */
public final class SeriesAttempt {

    private final SeriesRequest request;
    private final Map<Integer, BookingPlan> plans = new TreeMap<>();
    private final Map<LocalDate, Problem> refusals = new TreeMap<>();

    public SeriesAttempt(SeriesRequest request) {
        this.request = request;
    }

    /** One call to Cal.com. */
    public record Part(BookingPlan plan, PlannedSegment segment) {}

    public SeriesRequest request() {
        return request;
    }

    public synchronized void planned(Occurrence occurrence, BookingPlan plan) {
        plans.put(occurrence.position(), plan);
    }

    public synchronized void refused(Occurrence occurrence, Refused why) {
        refusals.put(occurrence.day(), why.problem());
    }

    public synchronized BookingPlan plan(Occurrence occurrence) {
        return plans.get(occurrence.position());
    }

    /** After this instant it must not be begun any more: the caller has been answered. */
    public synchronized Instant deadline() {
        return plans.values().stream()
                .map(BookingPlan::deadline)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** The calls to Cal.com, earliest first. */
    public synchronized List<Part> parts() {
        return plans.values().stream()
                .flatMap(plan -> plan.segments().stream().map(segment -> new Part(plan, segment)))
                .toList();
    }

    /** @throws Refused naming the unavailable days; or, where Cal.com could not be asked, just that */
    public synchronized void requireAll() {
        var outage = refusals.values().stream().filter(p -> p.retryAfterSeconds() != null || p.status() >= 500);
        outage.findFirst().ifPresent(problem -> {
            throw new Refused(problem);
        });
        if (!refusals.isEmpty()) {
            throw notAll(refusals.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, e -> e.getValue().detail(), (a, b) -> a, TreeMap::new)));
        }
    }

    /** @param why a sentence for each unavailable day */
    public static Refused notAll(Map<LocalDate, String> why) {
        var days = why.keySet().stream().map(LocalDate::toString).collect(Collectors.joining(", "));
        return new Refused(new Problem(
                ProblemCode.SLOT_UNAVAILABLE,
                ProblemCode.SLOT_UNAVAILABLE.status(),
                "Nothing was booked, as not every day can be had: not " + days + ".",
                why.entrySet().stream()
                        .map(e -> new FieldError("/recurrence", e.getKey() + ": " + e.getValue()))
                        .toList(),
                List.of(),
                null));
    }
}
