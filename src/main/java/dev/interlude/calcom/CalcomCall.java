package dev.interlude.calcom;

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

    /** @param reads whether it may be repeated at will */
    public enum Operation {
        READ_SLOTS(true),
        CREATE_BOOKING(false),
        FIND_BOOKING(true),
        GET_BOOKING(true),
        CANCEL_BOOKING(false),
        MOVE_BOOKING(false),
        LIST_BOOKINGS(true),
        DECIDE_BOOKING(false),
        MARK_ABSENT(false),
        READ_EVENT_TYPES(true),
        CHANGE_EVENT_TYPES(false),
        READ_WEBHOOKS(true),
        CHANGE_WEBHOOKS(false),
        READ_ME(true),
        READ_RESERVATION(true),
        CHANGE_RESERVATION(false);

        private final boolean reads;

        Operation(boolean reads) {
            this.reads = reads;
        }

        public boolean reads() {
            return reads;
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

    /** Without body and query, which speak of people. */
    @Override
    public String toString() {
        return "CalcomCall[" + operation + " of " + account + ": " + method + " " + path + "]";
    }
}
