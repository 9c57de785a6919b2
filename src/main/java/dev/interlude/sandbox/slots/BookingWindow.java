package dev.interlude.sandbox.slots;

import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.BookingStatus;
import dev.interlude.sandbox.model.EventType;
import dev.interlude.sandbox.model.Iso;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.function.ToIntFunction;

/** How far ahead and how often an event type may be booked. */
public final class BookingWindow {
    private final Store store;
    private final SandboxClock clock;

    public BookingWindow(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Whether the booking window reaches to that start. */
    public boolean allows(EventType type, Instant start) {
        var window = type.setting("bookingWindow");
        var zone = store.schedule(type).timeZone();
        var day = LocalDate.ofInstant(start, zone);
        var today = LocalDate.ofInstant(clock.now(), zone);
        var value = window.path("value");
        return switch (window.path("type").asText("")) {
            case "calendarDays" -> !day.isAfter(today.plusDays(value.asLong()));
            case "businessDays" -> !day.isAfter(afterBusinessDays(today, value.asInt()));
            case "range" -> {
                var from = Iso.instant(value.path(0).asText()).map(i -> LocalDate.ofInstant(i, zone));
                var to = Iso.instant(value.path(1).asText()).map(i -> LocalDate.ofInstant(i, zone));
                yield from.map(f -> !day.isBefore(f)).orElse(true)
                        && to.map(t -> !day.isAfter(t)).orElse(true);
            }
            default -> true;
        };
    }

    private static LocalDate afterBusinessDays(LocalDate day, int count) {
        var at = day;
        for (int left = count; left > 0; ) {
            at = at.plusDays(1);
            if (at.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0) {
                left--;
            }
        }
        return at;
    }

    /** Whether one booking more of that length would go beyond the event type's limits per day, week, month or year. */
    public boolean limitReached(EventType type, Instant start, int minutes, String except) {
        return beyond(type, "bookingLimitsCount", start, except, 1, List::size)
                || beyond(type, "bookingLimitsDuration", start, except, minutes, all -> all.stream()
                        .mapToInt(Booking::minutes)
                        .sum());
    }

    private boolean beyond(
            EventType type, String setting, Instant start, String except, int more, ToIntFunction<List<Booking>> sum) {
        var limits = type.setting(setting);
        if (!limits.isObject() || limits.path("disabled").asBoolean(false)) {
            return false;
        }
        var zone = store.schedule(type).timeZone();
        var day = LocalDate.ofInstant(start, zone);
        for (var period : (Iterable<String>) limits::fieldNames) {
            var from = first(period, day);
            var to = next(period, from);
            var booked = store
                    .ofHost(
                            type.ownerId(),
                            from.atStartOfDay(zone).toInstant(),
                            to.atStartOfDay(zone).toInstant().minus(Duration.ofMillis(1)))
                    .stream()
                    .filter(b -> b.eventTypeId == type.id() && b.status == BookingStatus.ACCEPTED)
                    .filter(b -> !b.uid.equals(except))
                    .filter(b -> !LocalDate.ofInstant(b.start, zone).isBefore(from))
                    .toList();
            if (sum.applyAsInt(booked) + more > limits.path(period).asInt()) {
                return true;
            }
        }
        return false;
    }

    private static LocalDate first(String period, LocalDate day) {
        return switch (period) {
            case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case "month" -> day.withDayOfMonth(1);
            case "year" -> day.withDayOfYear(1);
            default -> day;
        };
    }

    private static LocalDate next(String period, LocalDate first) {
        return switch (period) {
            case "week" -> first.plusWeeks(1);
            case "month" -> first.plusMonths(1);
            case "year" -> first.plusYears(1);
            default -> first.plusDays(1);
        };
    }
}
