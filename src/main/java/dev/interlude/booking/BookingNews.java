package dev.interlude.booking;

import java.util.UUID;

/**
 * Told what has become of a booking, in the transaction that writes it: what is made of it stands or falls with that.
 * The booking's row has its new state already.
 */
@FunctionalInterface
public interface BookingNews {

    void tell(UUID booking, BookingEvent event);
}
