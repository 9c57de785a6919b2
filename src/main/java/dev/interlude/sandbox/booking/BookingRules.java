package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Range;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.slots.Availability;
import dev.interlude.sandbox.slots.BookingWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/** Whether a time may be booked, asked in the order in which Cal.com asks. */
public final class BookingRules {
    private final Store store;
    private final SandboxClock clock;
    private final Availability availability;
    private final BookingWindow window;

    public BookingRules(Store store, SandboxClock clock, Availability availability) {
        this.store = store;
        this.clock = clock;
        this.availability = availability;
        this.window = new BookingWindow(store, clock);
    }

    /** Past, notice and booking window. */
    void checkStart(EventType type, Instant start) {
        if (start.isBefore(clock.now())) {
            throw Refusal.badRequest("Attempting to book a meeting in the past.");
        }
        if (start.isBefore(clock.now().plus(type.notice())) || !window.allows(type, start)) {
            throw Refusal.badRequest("The event type can't be booked at the \"start\" time provided. This could be"
                    + " because it's too soon (violating the minimum booking notice) or too far in the future (outside"
                    + " the event's scheduling window). Try fetching available slots first using the GET /v2/slots"
                    + " endpoint and then make a booking with \"start\" time equal to one of the available slots:"
                    + " https://cal.com/docs/api-reference/v2/slots");
        }
    }

    /** Limits per day and so on. */
    void checkLimits(EventType type, Instant start, int minutes, String except) {
        if (window.limitReached(type, start, minutes, except)) {
            var counted = type.setting("bookingLimitsCount").isObject();
            throw Refusal.bare(403, counted ? "booking_limit_reached" : "duration_limit_reached");
        }
    }

    void checkFree(EventType type, Instant start, int minutes, String except) {
        var time = new Range(start, start.plus(Duration.ofMinutes(minutes)));
        if (!availability.isFree(type, time, except)) {
            throw Refusal.slotTaken();
        }
    }

    /** How many bookings one booker may have open at a time. */
    void checkBooker(EventType type, String email) {
        var limit = type.setting("bookerActiveBookingsLimit");
        if (!limit.has("maximumActiveBookings") || limit.path("disabled").asBoolean(false)) {
            return;
        }
        var open = store.bookings().stream()
                .filter(b -> b.eventTypeId == type.id() && b.status == BookingStatus.ACCEPTED)
                .filter(b -> b.start.isAfter(clock.now()))
                .filter(b -> b.attendees.stream().anyMatch(a -> a.email().equalsIgnoreCase(email)))
                .sorted(Comparator.comparing((Booking b) -> b.start).reversed())
                .toList();
        if (open.size() >= limit.path("maximumActiveBookings").asInt()) {
            var offer = limit.path("offerReschedule").asBoolean(false);
            throw Refusal.badRequest(
                    "Attendee with this email can't book because the maximum number of active bookings has been reached."
                            + (offer
                                    ? " You can reschedule your existing booking (" + open.get(0).uid
                                            + ") to a new timeslot instead."
                                    : ""));
        }
    }
}
