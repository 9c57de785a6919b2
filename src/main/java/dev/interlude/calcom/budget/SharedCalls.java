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

    State take(int calls);

    /** Puts back what was taken just now and not used. */
    State giveBack(int calls);

    /** Counts a call from now on instead of the moment at which it was sent: Cal.com may have counted it at any time since. */
    State postpone(long byMillis);

    /**
     * Counts as many calls of others as leave this number unspent, or fewer.
     *
     * @param resetMillis after which Cal.com begins to count anew
     * @param blocked nothing may leave until then
     */
    State lower(long unspent, long resetMillis, boolean blocked);
}
