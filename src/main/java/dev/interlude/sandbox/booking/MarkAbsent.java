package dev.interlude.sandbox.booking;

import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Problems;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Attendee;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.webhook.Deliveries;
import dev.interlude.sandbox.webhook.Payload;
import dev.interlude.sandbox.webhook.Trigger;
import java.util.HashMap;

/** {@code POST /v2/bookings/{uid}/mark-absent}: who did not come. */
public final class MarkAbsent {
    private final Store store;
    private final SandboxClock clock;
    private final Deliveries deliveries;

    public MarkAbsent(Store store, SandboxClock clock, Deliveries deliveries) {
        this.store = store;
        this.clock = clock;
        this.deliveries = deliveries;
    }

    public Answer answer(Call call, Caller caller) {
        check(call);
        var booking = store.booking(call.uid())
                .orElseThrow(() -> Refusal.notFound("Booking with uid=" + call.uid() + " not found."));
        if (clock.now().isBefore(booking.start)) {
            throw Refusal.badRequest("Bookings can only be marked as absent after their scheduled start time."
                    + " Current time in UTC+0: " + Json.instant(clock.now()) + ", Booking start time in UTC+0: "
                    + Json.instant(booking.start));
        }
        var marks = new HashMap<String, Boolean>();
        call.json()
                .path("attendees")
                .forEach(a ->
                        marks.put(a.path("email").asText(), a.path("absent").asBoolean()));
        var known = booking.attendees.stream().map(Attendee::email).toList();
        if (!caller.mayHandle(store, booking.host.id()) || !known.containsAll(marks.keySet())) {
            throw Refusal.bare(500, "Failed to update no-show status");
        }
        var row = store.change(booking.uid, b -> {
            b.absentHost = call.json().path("host").asBoolean(b.absentHost);
            b.attendees = b.attendees.stream()
                    .map(a -> marks.containsKey(a.email()) ? a.absent(marks.get(a.email())) : a)
                    .toList();
        });
        var marked =
                row.attendees.stream().filter(a -> marks.containsKey(a.email())).toList();
        if (!marked.isEmpty()) {
            deliveries.tell(Trigger.BOOKING_NO_SHOW_UPDATED, row, Payload.noShow(row, marked));
        }
        return Answer.success(200, BookingView.of(row));
    }

    private static void check(Call call) {
        var body = call.json().isObject() ? call.json() : Json.object();
        var problems = new Problems(body);
        if (body.has("host") && !body.path("host").isBoolean()) {
            problems.add("host", "isBoolean", "host must be a boolean value");
        }
        if (body.has("attendees") && !body.path("attendees").isArray()) {
            problems.add("attendees", "isArray", "attendees must be an array");
        }
        if (!problems.none()) {
            throw Refusal.invalid(problems);
        }
    }
}
