package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Store;
import java.util.Comparator;
import java.util.List;

/** Finds bookings and what belongs to them. */
final class FindBooking {

    private FindBooking() {}

    static Booking byUid(Store store, String uid) {
        return store.booking(uid)
                .orElseThrow(() -> Refusal.notFound("Booking with uid=" + uid + " was not found in the database"));
    }

    /** The occurrences of a series, earliest first; empty when no series has that uid. */
    static List<Booking> series(Store store, String recurringUid) {
        return store.bookings().stream()
                .filter(b -> recurringUid.equals(b.recurringUid))
                .sorted(Comparator.comparing(b -> b.start))
                .toList();
    }

    /** The event type as it is now; of one deleted since, as much as the booking remembers. */
    static EventType typeOf(Store store, Booking booking) {
        return store.eventType(booking.eventTypeId)
                .orElseGet(() -> new EventType(Json.object()
                        .put("id", booking.eventTypeId)
                        .put("ownerId", booking.host.id())
                        .put("slug", booking.eventTypeSlug)
                        .put("title", booking.eventTypeSlug)
                        .put("lengthInMinutes", booking.minutes())));
    }
}
