package dev.interlude.availability;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Terms;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Checks that the requested starts leave pauses within their bounds, whoever of the possible staff does the segments
 * before.
 */
final class RequestedStartsCheck {

    private final PlanRequest planRequest;
    private final List<Segment> segments;
    private final List<FieldError> errors = new ArrayList<>();

    /** When each person who can do the current segment could begin it, after the last requested start. */
    private Map<String, Spans> reached = Map.of();

    private RequestedStartsCheck(PlanRequest planRequest) {
        this.planRequest = planRequest;
        this.segments = planRequest.service().segments();
    }

    /** @param staffFit whether the requested staff can follow each other, starts aside */
    static List<FieldError> check(PlanRequest planRequest, boolean staffFit) {
        var check = new RequestedStartsCheck(planRequest);
        check.times(staffFit);
        return check.errors;
    }

    private void times(boolean staffFit) {
        var first = segments.get(0);
        reached = at(staff(first), Spans.NOW);
        planRequest
                .startOf(first)
                .filter(asked -> !asked.equals(planRequest.start()))
                .ifPresent(asked -> wrongStart(
                        first,
                        "the first segment must begin at `start`, it would begin "
                                + shifted(Duration.between(planRequest.start(), asked))));
        int known = 0;
        Collection<Terms> before = List.of();
        for (int i = 1; i < segments.size(); i++) {
            var segment = segments.get(i);
            before = terms(segments.get(i - 1));
            var whoever = Spans.of(reached.values());
            reached = following(segments.get(i - 1), segment);
            if (reached.isEmpty() && staffFit) {
                wrongStart(
                        segments.get(known),
                        "who could begin %s then cannot be followed by who does %s; name another start or other staff"
                                .formatted(segments.get(known).key(), segment.key()));
                return;
            }
            if (reached.isEmpty()) {
                reached = at(staff(segment), whoever.after(segments.get(i - 1).usual()));
            }
            var asked = planRequest.startOf(segment);
            if (asked.isPresent()) {
                begin(known, i, asked.get(), before);
                known = i;
            }
        }
    }

    /** The terms of those who could do a segment. */
    private Set<Terms> terms(Segment segment) {
        return reached.keySet().stream().map(segment::terms).collect(Collectors.toSet());
    }

    /** Continues from the requested start, with those who could begin then. */
    private void begin(int from, int to, Instant asked, Collection<Terms> before) {
        var distance = Duration.between(planRequest.startOf(segments.get(from)).orElseThrow(), asked);
        var fitting = reached.entrySet().stream()
                .filter(who -> who.getValue().contain(distance))
                .map(Map.Entry::getKey)
                .toList();
        if (fitting.isEmpty()) {
            explain(from, to, distance, before);
        }
        reached = at(fitting.isEmpty() ? reached.keySet() : fitting, Spans.NOW);
    }

    private Map<String, Spans> following(Segment before, Segment segment) {
        var found = new LinkedHashMap<String, Spans>();
        for (var who : staff(segment)) {
            reached.forEach((did, spans) -> {
                if (segment.staffRule().allows(did, who)) {
                    found.merge(who, spans.after(before.terms(did)), Spans::or);
                }
            });
        }
        return found;
    }

    private Collection<String> staff(Segment segment) {
        return planRequest
                .staffFor(segment)
                .<Collection<String>>map(List::of)
                .orElse(segment.eventTypes().keySet());
    }

    private static Map<String, Spans> at(Collection<String> staff, Spans spans) {
        return staff.stream().collect(Collectors.toMap(who -> who, who -> spans, (a, b) -> a, LinkedHashMap::new));
    }

    private void explain(int from, int to, Duration distance, Collection<Terms> terms) {
        var before = segments.get(from);
        var segment = segments.get(to);
        if (to - from > 1 || terms.size() > 1) {
            wrongStart(
                    segment,
                    "%s must begin %s minutes after %s begins, it would begin %s"
                            .formatted(segment.key(), Spans.of(reached.values()), before.key(), shifted(distance)));
            return;
        }
        var its = terms.iterator().next();
        var pause = distance.minusMinutes(its.minutes());
        var range = Spans.range(its.pause().min(), its.pause().max());
        if (its.pause().isNone() || pause.isNegative()) {
            wrongStart(
                    segment,
                    "%s must begin %s %s ends, it would begin %s"
                            .formatted(
                                    segment.key(),
                                    its.pause().isNone() ? "when" : range + " minutes after",
                                    before.key(),
                                    shifted(pause)));
        } else {
            wrongStart(
                    segment,
                    "the pause after %s must be %s minutes, it would be %s"
                            .formatted(before.key(), range, minutes(pause)));
        }
    }

    private void wrongStart(Segment segment, String detail) {
        int index = planRequest.indexOf(segment);
        errors.add(new FieldError(index < 0 ? "/start" : "/segments/" + index + "/start", detail));
    }

    private static String shifted(Duration distance) {
        return minutes(distance.abs()) + " minutes " + (distance.isNegative() ? "before" : "after");
    }

    /** Whole minutes as such, else with seconds as {@code 30:15}. */
    private static String minutes(Duration duration) {
        return duration.toSecondsPart() == 0
                ? "" + duration.toMinutes()
                : "%d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
    }
}
