package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Who sits in which class. */
final class Seats {
    private final Store store;

    Seats(Store store) {
        this.store = store;
    }

    /** Adds an attendee to the class at that time; the first one creates it. */
    Booking take(EventType type, Instant start, Attendee who, Supplier<Booking> first) {
        synchronized (store) {
            var open = at(type, start);
            if (open.isEmpty()) {
                return insert(first.get());
            }
            var taken = open.get().attendees;
            if (taken.stream().anyMatch(a -> a.email().equalsIgnoreCase(who.email()))) {
                throw Refusal.bare(409, "already_signed_up_for_this_booking_error");
            }
            if (taken.size() >= type.seats()) {
                throw Refusal.conflict("No more seats left at this seated booking.");
            }
            return store.changeSeats(open.get().uid, row -> {
                row.attendees = new ArrayList<>(taken);
                row.attendees.add(who);
            });
        }
    }

    private Booking insert(Booking row) {
        try {
            return store.insert(row);
        } catch (Store.UniqueViolation e) {
            throw Refusal.bookingConflict();
        }
    }

    /** The confirmed class at that time; one that is still to be confirmed cannot be joined. */
    Optional<Booking> at(EventType type, Instant start) {
        return store.ofHost(type.ownerId(), start, start).stream()
                .filter(b -> b.eventTypeId == type.id() && b.start.equals(start))
                .filter(b -> b.status == BookingStatus.ACCEPTED)
                .findFirst();
    }

    /** Whoever has that seat, in whichever class. */
    Optional<Attendee> anywhere(String seatUid) {
        return store.bookings().stream()
                .flatMap(b -> b.attendees.stream())
                .filter(a -> seatUid.equals(a.seatUid()))
                .findFirst();
    }

    /** Empties a seat. */
    Booking leave(Booking booking, Attendee who) {
        return store.changeSeats(booking.uid, row -> row.attendees = without(row.attendees, who));
    }

    /** Empties a seat because its attendee moves to another class; a class that is left without attendees is cancelled. */
    void moveOut(Booking booking, Attendee who) {
        if (leave(booking, who).attendees.isEmpty()) {
            store.change(booking.uid, row -> row.status = BookingStatus.CANCELLED);
        }
    }

    private static List<Attendee> without(List<Attendee> attendees, Attendee who) {
        return attendees.stream()
                .filter(a -> !who.seatUid().equals(a.seatUid()))
                .toList();
    }
}
