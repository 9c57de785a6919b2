package dev.interlude.availability;

import dev.interlude.availability.search.Order;
import dev.interlude.availability.slots.SlotDemand;
import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A search for offers.
 *
 * @param from the earliest start
 * @param to no offer starts at or after it; segments after the first may
 * @param staff who must do every segment, or empty for anyone
 * @param limit how many offers at most
 * @param all every combination instead of the best for each start
 * @param named who must do a segment, by its key; may be empty
 * @param overLimits whether full days are offered too
 * @param demand how long its caller waits, and how complete the answer must be
 */
public record OfferQuery(
        Service service,
        Instant from,
        Instant to,
        Optional<String> staff,
        Order order,
        int limit,
        boolean all,
        Map<String, String> named,
        boolean overLimits,
        SlotDemand demand) {

    public OfferQuery(
            Service service,
            Instant from,
            Instant to,
            Optional<String> staff,
            Order order,
            int limit,
            boolean all,
            Map<String, String> named) {
        this(service, from, to, staff, order, limit, all, named, false, SlotDemand.SEARCH);
    }

    /** The same for another service. */
    public OfferQuery of(Service other) {
        return new OfferQuery(other, from, to, staff, order, limit, all, named, overLimits, demand);
    }

    public OfferQuery until(Instant end) {
        return new OfferQuery(service, from, end, staff, order, limit, all, named, overLimits, demand);
    }

    /** @param others who must do a segment, by its key */
    public OfferQuery by(Map<String, String> others) {
        return new OfferQuery(service, from, to, staff, order, limit, all, others, overLimits, demand);
    }

    /** The same for another kind of caller. */
    public OfferQuery with(SlotDemand other) {
        return new OfferQuery(service, from, to, staff, order, limit, all, named, overLimits, other);
    }

    public OfferQuery(
            Service service, Instant from, Instant to, Optional<String> staff, Order order, int limit, boolean all) {
        this(service, from, to, staff, order, limit, all, Map.of());
    }

    /** The earliest offers by anybody, one for each start. */
    public static OfferQuery earliest(Service service, Instant from, Instant to, int limit) {
        return new OfferQuery(service, from, to, Optional.empty(), Order.EARLIEST, limit, false);
    }
}
