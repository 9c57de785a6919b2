package dev.interlude.booking.crash;

import dev.interlude.catalog.Segment;
import dev.interlude.catalog.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** All segments of a service with one person, with the shortest pauses. */
record Appointment(Service service, String staff, Instant start) {

    int size() {
        return service.segments().size();
    }

    Segment segment(int position) {
        return service.segments().get(position);
    }

    long eventType(int position) {
        return segment(position).eventTypes().get(staff);
    }

    Instant start(int position) {
        var before = service.segments().subList(0, position).stream()
                .mapToInt(s -> s.terms(staff).least())
                .sum();
        return start.plus(Duration.ofMinutes(before));
    }

    Appointment at(Instant other) {
        return new Appointment(service, staff, other);
    }

    List<Map<String, String>> named() {
        return IntStream.range(0, size())
                .mapToObj(i -> Map.of("key", segment(i).key(), "staff", staff, "start", start(i).toString()))
                .toList();
    }
}
