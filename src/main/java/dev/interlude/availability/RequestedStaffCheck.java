package dev.interlude.availability;

import dev.interlude.availability.search.PlanRequest;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.StaffRule;
import dev.interlude.platform.problems.Problem.FieldError;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that the requested staff can do their segments, one after the other. */
final class RequestedStaffCheck {

    private final PlanRequest planRequest;
    private final List<Segment> segments;
    private final List<FieldError> errors = new ArrayList<>();

    private RequestedStaffCheck(PlanRequest planRequest) {
        this.planRequest = planRequest;
        this.segments = planRequest.service().segments();
    }

    static List<FieldError> check(PlanRequest planRequest) {
        var check = new RequestedStaffCheck(planRequest);
        check.abilities();
        if (check.errors.isEmpty()) {
            check.rules();
        }
        return check.errors;
    }

    private void abilities() {
        for (var segment : segments) {
            var pointer = staffPointer(segment);
            planRequest
                    .staffFor(segment)
                    .filter(named -> !segment.eventTypes().containsKey(named))
                    .ifPresent(named -> wrong(pointer, "%s cannot do %s; write one of %s", named, segment));
            planRequest
                    .about(segment)
                    .flatMap(RequestedSegment::staff)
                    .filter(own -> planRequest.staff().isPresent()
                            && !planRequest.staff().get().equals(own))
                    .ifPresent(own -> wrong(
                            pointer,
                            "%s is named for %s, but `staff` names another for all segments; leave one out",
                            own,
                            segment));
        }
    }

    private void wrong(String pointer, String sentence, String named, Segment segment) {
        // For staff requested for all segments, one error is enough.
        if (errors.stream().noneMatch(e -> e.pointer().equals(pointer))) {
            var capable = String.join(", ", segment.eventTypes().keySet());
            errors.add(new FieldError(pointer, sentence.formatted(named, segment.key(), capable)));
        }
    }

    /** Follows who can do each segment given the rules of the segments before. */
    private void rules() {
        Set<String> before = Set.of();
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var named = planRequest.staffFor(segment);
            var candidates = named.<Collection<String>>map(List::of)
                    .orElse(segment.eventTypes().keySet());
            var reached = before;
            Set<String> possible = i == 0
                    ? new LinkedHashSet<>(candidates)
                    : candidates.stream()
                            .filter(c -> reached.stream()
                                    .anyMatch(b -> segment.staffRule().allows(b, c)))
                            .collect(Collectors.toCollection(LinkedHashSet::new));
            if (possible.isEmpty()) {
                errors.add(new FieldError(
                        ruledPointer(i), ruleSentence(segments.get(i - 1), before, segment, candidates)));
                return;
            }
            before = possible;
        }
    }

    private static String ruleSentence(
            Segment before, Set<String> did, Segment segment, Collection<String> candidates) {
        return segment.staffRule() == StaffRule.SAME
                ? "%s must be done by whoever does %s, so by %s and not by %s"
                        .formatted(segment.key(), before.key(), either(did), either(candidates))
                : "%s must be done by another person than %s, so not by %s"
                        .formatted(segment.key(), before.key(), either(did));
    }

    private String staffPointer(Segment segment) {
        return planRequest.about(segment).flatMap(RequestedSegment::staff).isPresent()
                ? "/segments/" + planRequest.indexOf(segment) + "/staff"
                : "/staff";
    }

    /** The place that left no staff: this segment, the request for all, or the nearest segment before. */
    private String ruledPointer(int position) {
        for (int i = position; i >= 0; i--) {
            if (planRequest.staffFor(segments.get(i)).isPresent()) {
                return staffPointer(segments.get(i));
            }
        }
        return "/service";
    }

    private static String either(Collection<String> words) {
        return String.join(" or ", words);
    }
}
