package dev.interlude.booking;

import java.util.UUID;

/**
 * Called for a booking that a person must review, in the transaction that finds it: Cal.com's change was applied but
 * conflicts with our other bookings.
 */
@FunctionalInterface
public interface FlagListener {

    void raise(UUID booking, String why);

    /** The conflict is resolved: no review is needed any more. Does nothing where flags are not kept. */
    default void lower(UUID booking, String by) {}
}
