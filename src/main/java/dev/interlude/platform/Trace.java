package dev.interlude.platform;

import java.util.function.Supplier;
import org.slf4j.MDC;

/**
 * The request, delivery or run the current thread works for, and its booking: both appear in its log lines, and the
 * trace in stored changes.
 */
public final class Trace {

    public static final String TRACE = "traceId";
    public static final String BOOKING = "bookingId";

    /** The trace of the current thread, or null. */
    public static String current() {
        return MDC.get(TRACE);
    }

    /** The booking that the current thread works on, or null. */
    public static String booking() {
        return MDC.get(BOOKING);
    }

    /** Sets this thread's trace and clears its booking. Null changes nothing. */
    public void follow(Object trace) {
        if (trace != null) {
            MDC.put(TRACE, trace.toString().replace("-", ""));
            MDC.remove(BOOKING);
        }
    }

    /** Sets this thread's booking; null changes nothing. */
    public void about(Object booking) {
        if (booking != null) {
            MDC.put(BOOKING, booking.toString());
        }
    }

    /** Runs some work with a trace, if there is one. */
    public static <T> T during(String trace, Supplier<T> work) {
        var formerTrace = current();
        var formerBooking = booking();
        if (trace != null) {
            MDC.put(TRACE, trace);
        }
        try {
            return work.get();
        } finally {
            restore(TRACE, formerTrace);
            restore(BOOKING, formerBooking);
        }
    }

    /** Puts back what was there before. */
    public static void restore(String key, String former) {
        if (former == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, former);
        }
    }
}
