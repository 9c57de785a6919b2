package dev.interlude.platform;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * What the current thread works for: the trace of a request, delivery or run, its booking and its saga. All three are in its
 * log lines, and the trace in stored changes and outgoing calls.
 */
public final class Trace {

    public static final String TRACE = "traceId";
    public static final String BOOKING = "bookingId";
    public static final String SAGA = "sagaId";

    private static final ThreadLocal<Work> CURRENT = ThreadLocal.withInitial(() -> Work.NONE);

    /** Any of them may be null. */
    public record Work(Traceparent place, String booking, String saga) {

        public static final Work NONE = new Work(null, null, null);

        /** @param trace as stored, see {@link Traceparent#stored} */
        public static Work of(String trace, UUID saga) {
            return new Work(Traceparent.stored(trace).orElse(null), null, saga.toString());
        }

        /** With the booking that a step of the same saga has found out. */
        public Work knowing(Work found) {
            return booking == null && saga != null && saga.equals(found.saga)
                    ? new Work(place, found.booking, saga)
                    : this;
        }

        public Work at(Traceparent newPlace) {
            return new Work(newPlace, booking, saga);
        }
    }

    public static Work work() {
        return CURRENT.get();
    }

    /** Replaces what the current thread works for. */
    public static void enter(Work work) {
        var former = CURRENT.get();
        if (former == work) {
            return;
        }
        if (work == Work.NONE) {
            CURRENT.remove();
        } else {
            CURRENT.set(work);
        }
        show(TRACE, id(former), id(work));
        show(BOOKING, former.booking, work.booking);
        show(SAGA, former.saga, work.saga);
    }

    /** The trace of the current thread, or null. */
    public static String current() {
        return id(CURRENT.get());
    }

    /** The same to be stored, so that who continues the work continues the trace; or null. */
    public static String stored() {
        var place = CURRENT.get().place;
        return place == null ? null : place.text();
    }

    /** The booking that the current thread works on, or null. */
    public static String booking() {
        return CURRENT.get().booking;
    }

    /** The id of the trace if it began here with this request, else empty. */
    public static Optional<UUID> began() {
        return Optional.ofNullable(CURRENT.get().place)
                .filter(Traceparent::ours)
                .map(place -> UUID.fromString(
                        place.traceId().replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")));
    }

    /** The value of the header {@code traceparent} of a call; null where there is no trace. */
    public String header() {
        var place = CURRENT.get().place;
        return place == null ? null : place.header();
    }

    /** Sets this thread's trace and clears its booking and saga. Null changes nothing. */
    public void follow(Object trace) {
        if (trace != null) {
            enter(new Work(Traceparent.stored(trace.toString()).orElse(null), null, null));
        }
    }

    /** Sets this thread's booking; null changes nothing. */
    public void about(Object booking) {
        if (booking != null) {
            var work = CURRENT.get();
            enter(new Work(work.place, booking.toString(), work.saga));
        }
    }

    /** Sets this thread's saga. */
    public static void within(String saga) {
        var work = CURRENT.get();
        enter(new Work(work.place, work.booking, saga));
    }

    /** Does some work for something else. */
    public static <T> T during(Work work, Supplier<T> doing) {
        var former = CURRENT.get();
        enter(work);
        try {
            return doing.get();
        } finally {
            enter(former);
        }
    }

    private static String id(Work work) {
        return work.place == null ? null : work.place.traceId();
    }

    private static void show(String key, String former, String now) {
        if (now == null) {
            if (former != null) {
                MDC.remove(key);
            }
        } else if (!now.equals(former)) {
            MDC.put(key, now);
        }
    }
}
