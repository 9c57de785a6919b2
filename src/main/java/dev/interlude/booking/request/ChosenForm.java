package dev.interlude.booking.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.Pause;
import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import dev.interlude.platform.problems.Problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A service in the form in which a request wants it: without optional segments, with other lengths and pauses. */
public final class ChosenForm {

    private static final String NOT_IN_A_VISIT =
            "is not possible in a visit; cancel the booking, and book its services again, apart or as another visit";

    private final Service service;
    private final JsonNode request;
    private final List<FieldError> errors;

    private ChosenForm(Service service, JsonNode request, List<FieldError> errors) {
        this.service = service;
        this.request = request;
        this.errors = errors;
    }

    /** What makes no sense is added to the errors. */
    static Service of(Service service, JsonNode request, List<FieldError> errors) {
        var form = new ChosenForm(service, request, errors);
        if (service.visit() != null) {
            form.requireAsItIs(List.of("without"), "is not possible with several services; book them apart");
            return service;
        }
        var leftOut = form.leftOut("without", service.segments());
        return form.consistingOf(service.segments().stream()
                .filter(segment -> !leftOut.contains(segment.key()))
                .toList());
    }

    /**
     * The form of a change. What is dropped or added already may be so again: then that changes nothing.
     *
     * @param service as the catalog has it
     * @param booked the service as it is booked
     */
    public static Service changed(Service service, Service booked, JsonNode request, List<FieldError> errors) {
        var form = new ChosenForm(service, request, errors);
        if (service.visit() != null) {
            form.requireAsItIs(List.of("add", "drop"), NOT_IN_A_VISIT);
            return booked;
        }
        var dropped = form.leftOut("drop", service.segments());
        var added = form.added();
        return form.consistingOf(service.segments().stream()
                .filter(s -> added.contains(s.key()) || booked.segment(s.key()).isPresent())
                .filter(s -> !dropped.contains(s.key()))
                // The pause and the rule as the catalog has them, the length as booked.
                .map(s -> booked.segment(s.key())
                        .flatMap(b -> s.lasting(b.usual().minutes()))
                        .orElse(s))
                .toList());
    }

    /** The bounds of a pause count with what is in it, so the segments of a visit are those of the catalog. */
    private void requireAsItIs(List<String> members, String instead) {
        for (var member : members) {
            if (request.hasNonNull(member)) {
                errors.add(new FieldError("/" + member, instead));
            }
        }
        var named = request.path("segments");
        for (int i = 0; i < named.size(); i++) {
            for (var member : List.of("minutes", "pauseAfter")) {
                if (named.get(i).hasNonNull(member)) {
                    errors.add(new FieldError("/segments/" + i + "/" + member, instead));
                }
            }
        }
    }

    private Set<String> leftOut(String member, List<Segment> from) {
        var leftOut = new HashSet<String>();
        var keys = request.path(member);
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i).asText();
            var pointer = "/" + member + "/" + i;
            var segment = from.stream().filter(s -> s.key().equals(key)).findFirst();
            if (segment.isEmpty()) {
                errors.add(new FieldError(pointer, "names '%s', which is none of %s".formatted(key, keys(from))));
            } else if (!segment.get().optional()) {
                var optional = from.stream().filter(Segment::optional).toList();
                errors.add(new FieldError(
                        pointer,
                        "names %s, which always is part of %s; %s"
                                .formatted(
                                        key,
                                        service.id(),
                                        optional.isEmpty()
                                                ? "none of its segments is optional"
                                                : "optional is " + keys(optional))));
            }
            leftOut.add(key);
        }
        return leftOut;
    }

    private Set<String> added() {
        var added = new HashSet<String>();
        var keys = request.path("add");
        for (int i = 0; i < keys.size(); i++) {
            var key = keys.get(i).asText();
            if (service.segment(key).isEmpty()) {
                errors.add(new FieldError(
                        "/add/" + i, "names '%s', which is none of %s".formatted(key, keys(service.segments()))));
            }
            added.add(key);
        }
        return added;
    }

    private Service consistingOf(List<Segment> segments) {
        if (segments.isEmpty()) {
            errors.add(new FieldError("", "nothing would be left of " + service.id()));
            return service;
        }
        var chosen = new ArrayList<>(segments);
        var named = request.path("segments");
        for (int i = 0; i < named.size(); i++) {
            var wanted = named.get(i);
            var pointer = "/segments/" + i;
            var key = wanted.path("key").asText();
            if (wanted.hasNonNull("minutes")) {
                replace(chosen, key, s -> lasting(s, wanted.get("minutes").asInt(), pointer + "/minutes"));
            }
            if (wanted.hasNonNull("pauseAfter")) {
                var last = chosen.get(chosen.size() - 1).key().equals(key);
                replace(chosen, key, s -> pause(s, wanted.get("pauseAfter").asInt(), last, pointer + "/pauseAfter"));
            }
        }
        return service.consistingOf(chosen);
    }

    /** A key that is none of them is named by the check of the whole request. */
    private static void replace(List<Segment> chosen, String key, UnaryOperator<Segment> by) {
        chosen.replaceAll(segment -> segment.key().equals(key) ? by.apply(segment) : segment);
    }

    private Segment lasting(Segment segment, int minutes, String pointer) {
        return segment.lasting(minutes).orElseGet(() -> {
            var lengths = segment.inEachLength()
                    .map(form -> form.usual().minutes())
                    .sorted()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" or "));
            errors.add(new FieldError(pointer, "must be " + lengths + " for " + segment.key()));
            return segment;
        });
    }

    private Segment pause(Segment segment, int minutes, boolean last, String pointer) {
        var pause = segment.usual().pause();
        if (last) {
            errors.add(new FieldError(pointer, "must be left out: nothing follows " + segment.key()));
        } else if (!pause.allows(minutes)) {
            errors.add(new FieldError(
                    pointer, "must be %d to %d for %s".formatted(pause.min(), pause.max(), segment.key())));
        }
        return segment.with(new Pause(minutes, minutes, minutes));
    }

    private static String keys(List<Segment> segments) {
        return segments.stream().map(Segment::key).collect(Collectors.joining(", "));
    }
}
