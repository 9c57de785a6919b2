package dev.interlude.booking;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Called with each change of a booking's state, in the transaction that writes it, after the row has its new state. */
@FunctionalInterface
public interface BookingListener {

    void tell(UUID booking, BookingEvent event);

    /**
     * The same when what is booked has changed.
     *
     * @param changes as subscribers see them
     */
    default void changed(UUID booking, List<Map<String, Object>> changes) {
        tell(booking, BookingEvent.CHANGED);
    }
}
