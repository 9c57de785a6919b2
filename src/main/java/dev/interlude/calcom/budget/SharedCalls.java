package dev.interlude.calcom.budget;

/** The calls of one account, which all nodes share. */
public interface SharedCalls {

    /**
     * How things stand after an operation.
     *
     * @param granted calls granted: all of them or none
     * @param ready calls that may leave at once; negative while Cal.com blocks
     * @param unspent calls that Cal.com would still take, the ready ones among them
     * @param perMilli calls that become ready in a millisecond
     */
    record State(int granted, double ready, double unspent, double perMilli) {}

    /** Does this with the window, before or after what other nodes do. */
    State change(Operation operation);

    /** What is done with a window at a time, in milliseconds since 1970. */
    interface Operation {
        State on(CallWindow window, long now);
    }

    default State take(int calls) {
        return change((window, now) -> window.take(calls, now));
    }

    /** Puts back what was taken just now and not used. */
    default State giveBack(int calls) {
        return change((window, now) -> window.giveBack(calls, now));
    }

    /** Counts a call from now on instead of the moment at which it was sent: Cal.com may have counted it at any time since. */
    default State postpone(long byMillis) {
        return change((window, now) -> window.postpone(byMillis, now));
    }

    /**
     * Counts as many calls of others as leave this number unspent, or fewer.
     *
     * @param resetMillis after which Cal.com begins to count anew
     * @param blocked nothing may leave until then
     */
    default State lower(long unspent, long resetMillis, boolean blocked) {
        return change((window, now) -> window.lower(unspent, resetMillis, blocked, now));
    }
}
