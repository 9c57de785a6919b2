package dev.interlude.calcom.calls;

import dev.interlude.calcom.CallGroup;
import dev.interlude.calcom.budget.Priority;

/**
 * One request to Cal.com, before transport.
 *
 * @param operation what it is for, as shown in metrics
 * @param version the value of {@code cal-api-version} that its endpoint group needs, or null
 * @param query encoded, without the question mark, or null
 * @param body JSON, or null
 */
public record CalcomCall(
        String account, Operation operation, String version, String method, String path, String query, String body) {

    /** The operations. */
    public enum Operation {
        READ_SLOTS(true, CallGroup.SLOTS, Priority.SEARCH),
        CREATE_BOOKING(false, CallGroup.BOOKINGS_WRITE, Priority.BOOK),
        FIND_BOOKING(true, CallGroup.BOOKINGS_READ, Priority.BOOK),
        GET_BOOKING(true, CallGroup.BOOKINGS_READ, Priority.BOOK),
        CANCEL_BOOKING(false, CallGroup.BOOKINGS_WRITE, Priority.CANCEL),
        MOVE_BOOKING(false, CallGroup.BOOKINGS_WRITE, Priority.BOOK),
        LIST_BOOKINGS(true, CallGroup.BOOKINGS_READ, Priority.SYNC),
        DECIDE_BOOKING(false, CallGroup.BOOKINGS_WRITE, Priority.BOOK),
        MARK_ABSENT(false, CallGroup.BOOKINGS_WRITE, Priority.BOOK),
        READ_EVENT_TYPES(true, CallGroup.SETTINGS, Priority.SEARCH),
        CHANGE_EVENT_TYPES(false, CallGroup.SETTINGS, Priority.SEARCH),
        READ_WEBHOOKS(true, CallGroup.SETTINGS, Priority.SEARCH),
        CHANGE_WEBHOOKS(false, CallGroup.SETTINGS, Priority.SEARCH),
        READ_ME(true, CallGroup.SETTINGS, Priority.SEARCH),
        READ_RESERVATION(true, CallGroup.SLOTS, Priority.BOOK),
        CHANGE_RESERVATION(false, CallGroup.SLOTS, Priority.BOOK);

        private final boolean reads;
        private final CallGroup group;
        private final Priority priority;

        Operation(boolean reads, CallGroup group, Priority priority) {
            this.reads = reads;
            this.group = group;
            this.priority = priority;
        }

        /** Whether it may be repeated freely. */
        public boolean reads() {
            return reads;
        }

        /** The breaker it counts for. */
        public CallGroup group() {
            return group;
        }

        /** Its priority when calls are scarce, unless the flow sets one. */
        public Priority priority() {
            return priority;
        }
    }

    static CalcomCall get(String account, Operation operation, String version, String path, String query) {
        return new CalcomCall(account, operation, version, "GET", path, query, null);
    }

    static CalcomCall post(String account, Operation operation, String version, String path, String body) {
        return new CalcomCall(account, operation, version, "POST", path, null, body);
    }

    static CalcomCall patch(String account, Operation operation, String version, String path, String body) {
        return new CalcomCall(account, operation, version, "PATCH", path, null, body);
    }

    static CalcomCall delete(String account, Operation operation, String version, String path) {
        return new CalcomCall(account, operation, version, "DELETE", path, null, null);
    }

    /** The name of the breaker it passes. */
    public String breaker() {
        return operation.group().breakerOf(account);
    }

    /** Without body and query, which speak of people. */
    @Override
    public String toString() {
        return "CalcomCall[" + operation + " of " + account + ": " + method + " " + path + "]";
    }
}
