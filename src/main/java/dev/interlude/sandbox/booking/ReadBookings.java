package dev.interlude.sandbox.booking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;

/** {@code GET /v2/bookings} and {@code GET /v2/bookings/{uid}}. */
public final class ReadBookings {
    private final Store store;
    private final SandboxClock clock;

    public ReadBookings(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Answer get(Call call, Caller caller) {
        var series = FindBooking.series(store, call.uid());
        if (!series.isEmpty()) {
            return Answer.success(200, BookingView.all(series));
        }
        var booking = FindBooking.byUid(store, call.uid());
        return Answer.success(200, view(booking, caller));
    }

    private ObjectNode view(Booking booking, Caller caller) {
        var type = FindBooking.typeOf(store, booking);
        return BookingView.of(booking, type.showsAttendees() || caller.mayHandle(store, booking.host.id()));
    }

    public Answer list(Call call, Caller caller) {
        var query = new ListQuery(call, clock.now());
        var found = store.bookings().stream()
                .filter(b -> concerns(b, caller))
                .filter(query.filter())
                .sorted(query.order())
                .toList();
        var page = Json.array();
        found.stream().skip(query.skip()).limit(query.take()).forEach(b -> page.add(BookingView.of(b)));
        var body = Json.object().put("status", "success");
        body.set("data", page);
        body.set("pagination", pagination(found.size(), query.take(), query.skip(), page.size()));
        return Answer.json(200, body);
    }

    private boolean concerns(Booking booking, Caller caller) {
        return caller.mayHandle(store, booking.host.id())
                || booking.attendees.stream()
                        .anyMatch(a -> a.email().equals(caller.user().email()));
    }

    private static ObjectNode pagination(int total, int take, int skip, int returned) {
        var pages = (total + take - 1) / take;
        var page = Math.min(skip / take + 1, pages);
        return Json.object()
                .put("returnedItems", returned)
                .put("totalItems", total)
                .put("itemsPerPage", take)
                .put("remainingItems", Math.max(0, total - skip - take))
                .put("currentPage", page)
                .put("totalPages", pages)
                .put("hasNextPage", skip + take < total)
                .put("hasPreviousPage", skip > 0 && total > 0);
    }
}
