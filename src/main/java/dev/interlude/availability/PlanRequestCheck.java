package dev.interlude.availability;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.StaffRule;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what in a request could never be booked, whatever is free; needs no slots. */
public final class PlanRequestCheck {

    private final PlanRequest planRequest;
    private final List<FieldError> errors = new ArrayList<>();

    private PlanRequestCheck(PlanRequest planRequest) {
        this.planRequest = planRequest;
    }

    /** Every mistake with its JSON pointer; empty if some slots could satisfy the request. */
    public static List<FieldError> check(
            Service service, Instant start, Optional<String> staff, List<RequestedSegment> segments) {
        return check(new PlanRequest(service, start, staff, segments));
    }

    public static List<FieldError> check(PlanRequest planRequest) {
        return planRequest.service().arrangements().stream()
                .map(arranged -> arranged(
                        new PlanRequest(arranged, planRequest.start(), planRequest.staff(), planRequest.segments())))
                .min(Comparator.comparingInt(List::size))
                .orElseThrow();
    }

    private static List<FieldError> arranged(PlanRequest planRequest) {
        var check = new PlanRequestCheck(planRequest);
        check.keys();
        if (check.errors.isEmpty()) {
            check.errors.addAll(RequestedStaffCheck.check(planRequest));
            check.errors.addAll(RequestedStartsCheck.check(planRequest, check.errors.isEmpty()));
        }
        if (check.errors.isEmpty()) {
            check.enclosures();
        }
        return List.copyOf(check.errors);
    }

    private void keys() {
        var keys = planRequest.service().segments().stream().map(Segment::key).toList();
        int last = -1;
        for (int i = 0; i < planRequest.segments().size(); i++) {
            var key = planRequest.segments().get(i).key();
            int position = keys.indexOf(key);
            if (position < 0) {
                wrong(
                        i,
                        "key",
                        "%s has no segment '%s'; write one of %s"
                                .formatted(planRequest.service().id(), key, list(keys)));
            } else if (position == last) {
                wrong(i, "key", "%s is named twice; name every segment once".formatted(key));
            } else if (position < last) {
                wrong(
                        i,
                        "key",
                        "%s comes before %s; write them in the order %s".formatted(key, keys.get(last), list(keys)));
            }
            last = Math.max(last, position);
        }
    }

    /** The pauses with another service in them, as far as the request says both of their ends. */
    private void enclosures() {
        var segments = planRequest.service().segments();
        for (var enclosure : planRequest.service().enclosures()) {
            var before = segments.get(enclosure.opens());
            var after = segments.get(enclosure.closes());
            var staff = planRequest.staffFor(before);
            var begins = planRequest.startOf(before);
            var goesOn = planRequest.startOf(after);
            if (staff.isPresent() && begins.isPresent() && goesOn.isPresent()) {
                var pause = enclosure.pause(staff.get());
                var end = begins.get().plusSeconds(before.minutes(staff.get()) * 60L);
                if (!enclosure.allows(staff.get(), end, goesOn.get())) {
                    wrong(
                            planRequest.indexOf(after),
                            "start",
                            "the pause after %s must be %s minutes, with what is in it"
                                    .formatted(before.key(), Spans.range(pause.min(), pause.max())));
                }
            }
            var next = planRequest.staffFor(after);
            if (staff.isPresent() && next.isPresent() && !enclosure.staffRule().allows(staff.get(), next.get())) {
                wrong(
                        planRequest.indexOf(after),
                        "staff",
                        "%s must be done by %s person as %s"
                                .formatted(
                                        after.key(),
                                        enclosure.staffRule() == StaffRule.SAME ? "the same" : "another",
                                        before.key()));
            }
        }
    }

    private void wrong(int index, String member, String detail) {
        errors.add(new FieldError(index < 0 ? "/" + member : "/segments/" + index + "/" + member, detail));
    }

    private static String list(Collection<String> words) {
        return String.join(", ", words);
    }
}
