package dev.interlude.sandbox.slots;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.http.Answer;
import dev.interlude.sandbox.http.Call;
import dev.interlude.sandbox.http.Caller;
import dev.interlude.sandbox.http.Refusal;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.Range;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code GET /v2/slots}: the free slots of an event type, by day of the asked zone. */
public final class GetSlots {
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

    private static final Set<String> UTC = Set.of("utc", "gmt");

    private final Store store;
    private final SandboxClock clock;
    private final Availability availability;
    private final BookingWindow window;
    private final SlotsCache cache;

    public GetSlots(Store store, SandboxClock clock, Availability availability, SlotsCache cache) {
        this.store = store;
        this.clock = clock;
        this.availability = availability;
        this.window = new BookingWindow(store, clock);
        this.cache = cache;
    }

    public Answer answer(Call call, Caller caller) {
        var query = SlotsQuery.of(call);
        var type = eventType(query);
        var key = type.id() + "|" + query.range() + "|" + query.zone() + "|" + query.duration() + "|"
                + query.reschedules();
        var starts = cache.get(key, () -> starts(type, query));
        return Answer.success(200, byDay(type, query, starts));
    }

    private EventType eventType(SlotsQuery query) {
        if (query.eventTypeId() != null) {
            return store.eventType(query.eventTypeId()).orElseThrow(() -> Refusal.notFound("Event Type not found"));
        }
        var user = store.userNamed(query.username())
                .orElseThrow(() -> Refusal.notFound("User with username " + query.username() + " not found"));
        return store.eventTypeBySlug(user.id(), query.slug())
                .orElseThrow(() -> Refusal.notFound("Event Type not found"));
    }

    private List<Instant> starts(EventType type, SlotsQuery query) {
        var length = length(type, query);
        var notice = type.notice().isZero() ? Duration.ofMinutes(1) : type.notice();
        var earliest = clock.now().plus(notice);
        var from = query.range().start().isBefore(earliest)
                ? earliest
                : query.range().start();
        var to = query.range().end();
        if (!from.isBefore(to)) {
            return List.of();
        }
        // From the next whole minute on: the first slot must not start before the notice ends.
        var free = availability.free(type, from, to, query.reschedules());
        var held = held(type);
        return SlotGrid.starts(free, length, type.slotInterval(length), type.offsetStart(), query.zoneOrUtc()).stream()
                .filter(at -> !at.isBefore(clock.now().plus(type.notice())))
                .filter(at -> held.stream().noneMatch(new Range(at, at.plus(Duration.ofMinutes(length)))::overlaps))
                .filter(at -> window.allows(type, at))
                .filter(at -> !window.limitReached(type, at, length, query.reschedules()))
                .toList();
    }

    private static int length(EventType type, SlotsQuery query) {
        return query.duration() == null || query.duration() == 0 ? type.length() : query.duration();
    }

    private List<Range> held(EventType type) {
        return store.reservations().values().stream()
                .filter(r -> r.userId() == type.ownerId() && !r.seated())
                .map(r -> new Range(r.start(), r.end()))
                .toList();
    }

    private ObjectNode byDay(EventType type, SlotsQuery query, List<Instant> starts) {
        var days = Json.object();
        var seats = type.seats() > 0 ? seatsTaken(type, query) : Map.<Instant, Booking>of();
        for (var at : starts) {
            var day = at.atZone(query.zoneOrUtc()).toLocalDate().toString();
            var slot = days.withArray(day).addObject();
            slot.put("start", text(at, query));
            if (query.withEnds()) {
                slot.put("end", text(at.plus(Duration.ofMinutes(length(type, query))), query));
            }
            if (type.seats() > 0) {
                var booking = seats.get(at);
                var taken = booking == null ? 0 : booking.attendees.size();
                slot.put("seatsBooked", taken)
                        .put("seatsRemaining", type.seats() - taken)
                        .put("seatsTotal", type.seats());
                if (booking != null) {
                    slot.put("bookingUid", booking.uid);
                }
            }
        }
        return days;
    }

    private Map<Instant, Booking> seatsTaken(EventType type, SlotsQuery query) {
        return store.ofHost(type.ownerId(), query.range().start(), query.range().end()).stream()
                .filter(b -> b.eventTypeId == type.id() && b.status == BookingStatus.ACCEPTED)
                .collect(Collectors.toMap(b -> b.start, b -> b, (a, b) -> a));
    }

    private static String text(Instant at, SlotsQuery query) {
        var plain = query.zone() == null
                || query.zone() instanceof ZoneOffset
                || UTC.contains(query.zone().getId().toLowerCase(Locale.ROOT));
        return plain ? Json.instant(at) : WITH_OFFSET.format(at.atZone(query.zone()));
    }
}
