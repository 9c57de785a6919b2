package dev.interlude.booking;

import java.util.UUID;

/** Called with each change of a booking's state, in the transaction that writes it, after the row has its new state. */
@FunctionalInterface
public interface BookingListener {

    void tell(UUID booking, BookingEvent event);
}
