package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.Json;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** A checked query of {@code GET /v2/bookings}: which bookings, in which order, which page. */
final class ListQuery {
    private static final List<String> STATUSES = List.of("upcoming", "recurring", "past", "cancelled", "unconfirmed");
    private static final Map<String, Function<Booking, Instant>> SORTS = new LinkedHashMap<>();
    private static final List<String> DATES = List.of(
            "afterStart", "beforeEnd", "afterCreatedAt", "beforeCreatedAt", "afterUpdatedAt", "beforeUpdatedAt");

    static {
        SORTS.put("sortStart", b -> b.start);
        SORTS.put("sortEnd", b -> b.end);
        SORTS.put("sortCreated", b -> b.createdAt);
        SORTS.put("sortUpdatedAt", b -> b.updatedAt);
    }

    private final Call call;
    private final Instant now;

    ListQuery(Call call, Instant now) {
        this.call = call;
        this.now = now;
        check();
    }

    int take() {
        return number("take", 100);
    }

    int skip() {
        return number("skip", 0);
    }

    private int number(String name, int otherwise) {
        return call.param(name).map(Integer::parseInt).orElse(otherwise);
    }

    private void check() {
        ObjectNode sent = Json.object();
        call.query().forEach((name, values) -> {
            var last = values.get(values.size() - 1);
            if (name.equals("status")) {
                sent.set(name, Json.array(Arrays.asList(last.split(","))));
            } else if (last.matches("-?\\d{1,9}") && (name.equals("take") || name.equals("skip"))) {
                sent.put(name, Integer.valueOf(last));
            } else {
                sent.put(name, last);
            }
        });
        var problems = new Problems(sent);
        if (sent.has("status")) {
            sent.path("status").forEach(status -> {
                if (!STATUSES.contains(status.asText())) {
                    var all = String.join(", ", STATUSES);
                    problems.add("status", "isEnum", "Invalid status. Allowed are " + all);
                }
            });
        }
        for (var name : DATES) {
            if (sent.has(name) && Iso.instant(sent.path(name).asText()).isEmpty()) {
                var side = name.startsWith("after") ? "from" : "to";
                problems.add(name, "isIso8601", side + "Date must be a valid ISO 8601 date.");
            }
        }
        for (var name : SORTS.keySet()) {
            if (sent.has(name)
                    && !List.of("asc", "desc").contains(sent.path(name).asText())) {
                var said = name.equals("sortUpdatedAt") ? "SortCreated" : "S" + name.substring(1);
                problems.add(name, "isEnum", said + " must be either \"asc\" or \"desc\".");
            }
        }
        if (sent.has("eventTypeId") && !sent.path("eventTypeId").asText().matches("-?\\d{1,18}")) {
            problems.add("eventTypeId", "isInt", "eventTypeId must be an integer number");
        }
        bounds(problems, sent, "take", 1, 250);
        bounds(problems, sent, "skip", 0, Integer.MAX_VALUE);
        if (!problems.none()) {
            throw Refusal.invalid(problems);
        }
    }

    private static void bounds(Problems problems, ObjectNode sent, String name, int min, int max) {
        if (!sent.has(name)) {
            return;
        }
        var number = sent.path(name).isInt();
        if (!number) {
            problems.add(name, "isNumber", name + " must be a number conforming to the specified constraints");
        }
        // What is no number keeps no bound either.
        if (max < Integer.MAX_VALUE && (!number || sent.path(name).asInt() > max)) {
            problems.add(name, "max", name + " must not be greater than " + max);
        }
        if (!number || sent.path(name).asInt() < min) {
            problems.add(name, "min", name + " must not be less than " + min);
        }
    }

    Predicate<Booking> filter() {
        Predicate<Booking> filter = this::hasStatus;
        filter = and(
                filter,
                "attendeeEmail",
                email -> b -> b.attendees.stream().anyMatch(a -> a.email().equals(email.replace(' ', '+'))));
        filter = and(
                filter,
                "attendeeName",
                name -> b -> b.attendees.stream().anyMatch(a -> a.name().equals(name)));
        filter = and(filter, "bookingUid", uid -> b -> b.uid.equals(uid));
        filter = and(
                filter, "eventTypeId", id -> b -> Long.toString(b.eventTypeId).equals(id));
        filter = and(
                filter,
                "eventTypeIds",
                ids -> b -> Arrays.asList(ids.split(",")).contains(Long.toString(b.eventTypeId)));
        filter = and(filter, "afterStart", notBefore(b -> b.start));
        filter = and(filter, "beforeEnd", notAfter(b -> b.end));
        filter = and(filter, "afterCreatedAt", notBefore(b -> b.createdAt));
        filter = and(filter, "beforeCreatedAt", notAfter(b -> b.createdAt));
        filter = and(filter, "afterUpdatedAt", notBefore(b -> b.updatedAt));
        return and(filter, "beforeUpdatedAt", notAfter(b -> b.updatedAt));
    }

    private static Function<String, Predicate<Booking>> notBefore(Function<Booking, Instant> time) {
        return text -> {
            var from = instant(text);
            return b -> !time.apply(b).isBefore(from);
        };
    }

    private static Function<String, Predicate<Booking>> notAfter(Function<Booking, Instant> time) {
        return text -> {
            var to = instant(text);
            return b -> !time.apply(b).isAfter(to);
        };
    }

    private Predicate<Booking> and(Predicate<Booking> filter, String name, Function<String, Predicate<Booking>> more) {
        return call.param(name).map(more).map(filter::and).orElse(filter);
    }

    private static Instant instant(String text) {
        return Iso.instant(text).orElseThrow();
    }

    private boolean hasStatus(Booking booking) {
        return call.param("status")
                .map(all -> Arrays.stream(all.split(",")).anyMatch(status -> is(booking, status)))
                .orElse(true);
    }

    private boolean is(Booking b, String status) {
        var ahead = !b.end.isBefore(now);
        return switch (status) {
            case "upcoming" ->
                ahead && (b.recurringUid == null ? b.status.isOpen() : b.status == BookingStatus.ACCEPTED);
            case "recurring" -> ahead && b.recurringUid != null && b.status.isOpen();
            case "past" -> !b.end.isAfter(now) && b.status.isOpen();
            case "cancelled" -> !b.status.isOpen();
            default -> ahead && b.status == BookingStatus.PENDING;
        };
    }

    Comparator<Booking> order() {
        for (var sort : SORTS.entrySet()) {
            var direction = call.param(sort.getKey());
            if (direction.isPresent()) {
                var order = Comparator.comparing(sort.getValue());
                return (direction.get().equals("desc") ? order.reversed() : order).thenComparing(b -> b.id);
            }
        }
        return Comparator.comparing((Booking b) -> b.start).thenComparing(b -> b.id);
    }
}
