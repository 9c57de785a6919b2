package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A request for a time that an attendee has made before and that its host has not decided yet; it is answered again. */
final class PendingRequest {

    private PendingRequest() {}

    static Optional<Booking> of(Store store, EventType type, Instant start, Instant now, String email) {
        if (!type.requiresConfirmation(Duration.between(now, start))) {
            return Optional.empty();
        }
        return store.ofHost(type.ownerId(), start, start).stream()
                .filter(b -> b.status == BookingStatus.PENDING && b.eventTypeId == type.id())
                .filter(b -> b.start.equals(start))
                .filter(b -> b.attendees.stream().anyMatch(a -> a.email().equalsIgnoreCase(email)))
                .findFirst();
    }
}
