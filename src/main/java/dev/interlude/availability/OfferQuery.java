package dev.interlude.availability;

import dev.interlude.catalog.Service;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants to be offered.
 *
 * @param from the earliest start
 * @param to no offer starts at or after it; segments after the first may
 * @param staff who must do every segment, or empty for anybody
 * @param limit how many offers at most
 * @param all every combination instead of the best for each start
 * @param named who must do a segment, by its key; may be empty
 * @param overLimits whether full days are offered too
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
        boolean overLimits) {

    public OfferQuery(
            Service service,
            Instant from,
            Instant to,
            Optional<String> staff,
            Order order,
            int limit,
            boolean all,
            Map<String, String> named) {
        this(service, from, to, staff, order, limit, all, named, false);
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
