package dev.interlude.booking;

import java.util.UUID;

/**
 * Told of a booking that a person has to look at, in the transaction that finds it: Cal.com's word was taken, but it does
 * not fit the rest of our books.
 */
@FunctionalInterface
public interface Flags {

    void raise(UUID booking, String why);
}
