package dev.interlude.booking.holds;

/** Called when a hold ends, whatever the reason, in the transaction that announces it. */
@FunctionalInterface
public interface HoldListener {

    /** @param hold with the state in which it has ended; {@code USED}: it is booked for good */
    void ended(OfferHold hold);
}
