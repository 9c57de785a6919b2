package dev.interlude.booking.deposits;

import java.time.Instant;

/**
 * What a customer must do elsewhere so that a booking stays, and whether that was confirmed. What it is, and how it is paid, is
 * not known here.
 *
 * @param until then the booking is cancelled if it is still awaited
 */
public record Deposit(Status status, Instant until) {

    /** How it stands. */
    public enum Status {
        AWAITED,
        CONFIRMED,
        /** It was not confirmed in time; the booking is cancelled. */
        MISSED
    }

    /** @param status null: none is needed */
    public static Deposit of(String status, Instant until) {
        return status == null ? null : new Deposit(Status.valueOf(status), until);
    }
}
