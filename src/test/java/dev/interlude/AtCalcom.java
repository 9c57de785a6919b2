package dev.interlude;

import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.log.Received;
import dev.interlude.sandbox.model.Booking;
import java.util.List;

/** What Cal.com holds and what it was asked. */
final class AtCalcom {

    private final Sandbox sandbox;

    AtCalcom(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** What it was asked since the test began, oldest first. */
    List<Received> requests(Operation operation) {
        return sandbox.requests().stream()
                .filter(r -> r.operation() == operation)
                .toList();
    }

    List<Received> requests() {
        return sandbox.requests();
    }

    /** Whether it was asked to change anything since the test began. */
    List<Received> writes() {
        return sandbox.requests().stream()
                .filter(r -> !r.method().equals("GET"))
                .toList();
    }

    Booking booking(String uid) {
        return sandbox.bookings().stream()
                .filter(b -> b.uid.equals(uid))
                .findFirst()
                .orElseThrow(() -> new AssertionError("Cal.com has no booking " + uid));
    }

    /** All rows of one booking of ours, also those that are cancelled. */
    List<Booking> rowsOf(String bookingId) {
        return sandbox.bookings().stream()
                .filter(b ->
                        bookingId.equals(b.metadata.path("interludeBooking").asText()))
                .toList();
    }

    /** The rows of one booking of ours that take their host's time, by start. */
    List<Booking> liveOf(String bookingId) {
        return rowsOf(bookingId).stream()
                .filter(b -> b.status.isOpen())
                .sorted(java.util.Comparator.comparing(b -> b.start))
                .toList();
    }

    /** What takes somebody's time on a day, whoever made it. */
    List<Booking> liveOn(Day day) {
        return sandbox.bookings().stream()
                .filter(b -> b.status.isOpen())
                .filter(b -> b.start.atZone(Day.BERLIN).toLocalDate().equals(day.date()))
                .toList();
    }

    /** All that is open and was made by us, whatever test it is of. */
    List<Booking> liveOfOurs() {
        return sandbox.bookings().stream()
                .filter(b -> b.status.isOpen() && b.metadata.has("interludeSegment"))
                .toList();
    }
}
