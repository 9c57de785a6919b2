package dev.interlude.sandbox;

import static dev.interlude.sandbox.http.Access.KEY;
import static dev.interlude.sandbox.http.Access.OPEN;
import static dev.interlude.sandbox.http.Access.OPTIONAL;
import static dev.interlude.sandbox.http.Access.PERMITTED;

import dev.interlude.sandbox.booking.BookingRules;
import dev.interlude.sandbox.booking.CancelBooking;
import dev.interlude.sandbox.booking.CreateBooking;
import dev.interlude.sandbox.booking.DecideBooking;
import dev.interlude.sandbox.booking.LegacyCreate;
import dev.interlude.sandbox.booking.MarkAbsent;
import dev.interlude.sandbox.booking.RaceWindow;
import dev.interlude.sandbox.booking.ReadBookings;
import dev.interlude.sandbox.booking.RescheduleBooking;
import dev.interlude.sandbox.eventtype.EventTypes;
import dev.interlude.sandbox.http.Operation;
import dev.interlude.sandbox.http.Router;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.slots.Availability;
import dev.interlude.sandbox.slots.GetSlots;
import dev.interlude.sandbox.slots.Reservations;
import dev.interlude.sandbox.slots.SlotsCache;
import dev.interlude.sandbox.user.Me;
import dev.interlude.sandbox.user.Schedules;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Webhooks;
import java.util.Set;

/** Every path of Cal.com's API that the sandbox answers, with the versions under which it exists and who may call it. */
final class Api {
    private static final Set<String> LEGACY = Set.of("2024-04-15", "2024-06-11", "2024-06-14");
    private static final Set<String> BOOKINGS = Set.of("2024-08-13");
    private static final Set<String> SLOTS = Set.of("2024-09-04");
    private static final Set<String> TYPES = Set.of("2024-06-14");
    private static final Set<String> OLD_TYPES = Set.of("2024-04-15", "2024-06-11");
    private static final Set<String> SCHEDULES = Set.of("2024-06-11", "2024-06-14");
    private static final Set<String> ALL = Set.of();

    private Api() {}

    static Router routes(Store store, SandboxClock clock, Deliveries deliveries, RaceWindow race, SlotsCache cache) {
        var router = new Router();
        var availability = new Availability(store);
        bookings(router, store, clock, deliveries, new BookingRules(store, clock, availability), race);
        slots(router, new GetSlots(store, clock, availability, cache), new Reservations(store, clock));
        eventTypes(router, new EventTypes(store));
        webhooks(router, new Webhooks(store, clock));
        var schedules = new Schedules(store);
        return router.on("GET", "/v2/me", ALL, Operation.ME, KEY, Me::answer)
                .on("GET", "/v2/schedules", SCHEDULES, Operation.SCHEDULES, KEY, schedules::list)
                .on("GET", "/v2/schedules/default", SCHEDULES, Operation.SCHEDULES, KEY, schedules::standard)
                .on("GET", "/v2/schedules/{}", SCHEDULES, Operation.SCHEDULES, KEY, schedules::get);
    }

    private static void bookings(
            Router router,
            Store store,
            SandboxClock clock,
            Deliveries deliveries,
            BookingRules rules,
            RaceWindow race) {
        var create = new CreateBooking(store, clock, rules, race, deliveries);
        var read = new ReadBookings(store, clock);
        var reschedule = new RescheduleBooking(store, clock, rules, race, deliveries);
        var cancel = new CancelBooking(store, clock, deliveries);
        var decide = new DecideBooking(store, deliveries);
        var absent = new MarkAbsent(store, clock, deliveries);
        var one = "/v2/bookings/{}";
        router.on("POST", "/v2/bookings", BOOKINGS, Operation.CREATE, OPTIONAL, create::answer)
                .on("POST", "/v2/bookings", LEGACY, Operation.CREATE, OPTIONAL, LegacyCreate::answer)
                .on("GET", "/v2/bookings", BOOKINGS, Operation.LIST, PERMITTED, read::list)
                .on("GET", one, BOOKINGS, Operation.GET, OPTIONAL, read::get)
                .on("POST", one + "/reschedule", BOOKINGS, Operation.RESCHEDULE, OPTIONAL, reschedule::answer)
                .on("POST", one + "/cancel", BOOKINGS, Operation.CANCEL, OPTIONAL, cancel::answer)
                .on("POST", one + "/confirm", BOOKINGS, Operation.CONFIRM, PERMITTED, decide::confirm)
                .on("POST", one + "/decline", BOOKINGS, Operation.DECLINE, PERMITTED, decide::decline)
                .on("POST", one + "/mark-absent", BOOKINGS, Operation.MARK_ABSENT, PERMITTED, absent::answer);
    }

    private static void slots(Router router, GetSlots slots, Reservations reservations) {
        var all = "/v2/slots/reservations";
        router.on("GET", "/v2/slots", SLOTS, Operation.SLOTS, OPEN, slots::answer)
                .on("POST", all, SLOTS, Operation.RESERVATIONS, OPTIONAL, reservations::create)
                .on("GET", all + "/{}", SLOTS, Operation.RESERVATIONS, OPEN, reservations::get)
                .on("PATCH", all + "/{}", SLOTS, Operation.RESERVATIONS, OPEN, reservations::patch)
                .on("DELETE", all + "/{}", SLOTS, Operation.RESERVATIONS, OPEN, reservations::delete);
    }

    private static void eventTypes(Router router, EventTypes types) {
        var all = "/v2/event-types";
        router.on("GET", all, TYPES, Operation.EVENT_TYPES, OPTIONAL, types::list)
                .on("POST", all, TYPES, Operation.EVENT_TYPES, PERMITTED, types::create)
                .on("GET", all + "/{}", TYPES, Operation.EVENT_TYPES, PERMITTED, types::get)
                .on("GET", all + "/{}", OLD_TYPES, Operation.EVENT_TYPES, PERMITTED, types::getLegacy)
                .on("PATCH", all + "/{}", TYPES, Operation.EVENT_TYPES, PERMITTED, types::patch)
                .on("DELETE", all + "/{}", TYPES, Operation.EVENT_TYPES, PERMITTED, types::delete);
    }

    private static void webhooks(Router router, Webhooks webhooks) {
        for (var all : new String[] {"/v2/webhooks", "/v2/event-types/{}/webhooks"}) {
            router.on("GET", all, ALL, Operation.WEBHOOKS, KEY, webhooks::list)
                    .on("POST", all, ALL, Operation.WEBHOOKS, KEY, webhooks::create)
                    .on("GET", all + "/{}", ALL, Operation.WEBHOOKS, KEY, webhooks::get)
                    .on("PATCH", all + "/{}", ALL, Operation.WEBHOOKS, KEY, webhooks::patch)
                    .on("DELETE", all + "/{}", ALL, Operation.WEBHOOKS, KEY, webhooks::delete);
        }
    }
}
