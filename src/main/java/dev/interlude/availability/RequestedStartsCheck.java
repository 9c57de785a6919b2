package dev.interlude.availability;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.catalog.Segment;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Checks that the requested starts leave pauses within their bounds. */
final class RequestedStartsCheck {

    private final PlanRequest planRequest;
    private final List<Segment> segments;
    private final List<FieldError> errors = new ArrayList<>();

    private RequestedStartsCheck(PlanRequest planRequest) {
        this.planRequest = planRequest;
        this.segments = planRequest.service().segments();
    }

    static List<FieldError> check(PlanRequest planRequest) {
        var check = new RequestedStartsCheck(planRequest);
        check.times();
        return check.errors;
    }

    private void times() {
        int known = 0;
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var asked = planRequest.startOf(segment);
            if (asked.isPresent()) {
                if (i == 0 && !asked.get().equals(planRequest.start())) {
                    wrongStart(
                            segment,
                            "the first segment must begin at `start`, it would begin "
                                    + shifted(Duration.between(planRequest.start(), asked.get())));
                } else if (i > 0) {
                    distance(known, i, asked.get());
                }
                known = i;
            }
        }
    }

    /** Whether a segment can begin at its requested start, given the last known start before it. */
    private void distance(int from, int to, Instant asked) {
        var between = segments.subList(from, to);
        long least =
                between.stream().mapToLong(s -> s.minutes() + s.pause().min()).sum();
        long most =
                between.stream().mapToLong(s -> s.minutes() + s.pause().max()).sum();
        var distance = Duration.between(planRequest.startOf(segments.get(from)).orElseThrow(), asked);
        if (distance.compareTo(Duration.ofMinutes(least)) >= 0 && distance.compareTo(Duration.ofMinutes(most)) <= 0) {
            return;
        }
        var before = segments.get(from);
        var segment = segments.get(to);
        var pause = distance.minusMinutes(before.minutes());
        if (between.size() > 1) {
            wrongStart(
                    segment,
                    "%s must begin %s minutes after %s begins, it would begin %s"
                            .formatted(segment.key(), range(least, most), before.key(), shifted(distance)));
        } else if (before.pause().isNone() || pause.isNegative()) {
            wrongStart(
                    segment,
                    "%s must begin %s %s ends, it would begin %s"
                            .formatted(
                                    segment.key(),
                                    before.pause().isNone()
                                            ? "when"
                                            : range(
                                                            before.pause().min(),
                                                            before.pause().max()) + " minutes after",
                                    before.key(),
                                    shifted(pause)));
        } else {
            wrongStart(
                    segment,
                    "the pause after %s must be %s minutes, it would be %s"
                            .formatted(
                                    before.key(),
                                    range(before.pause().min(), before.pause().max()),
                                    minutes(pause)));
        }
    }

    private void wrongStart(Segment segment, String detail) {
        errors.add(new FieldError("/segments/" + planRequest.indexOf(segment) + "/start", detail));
    }

    private static String range(long min, long max) {
        return min == max ? "" + min : min + " to " + max;
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
