package dev.interlude.booking.holds.jdbc;

import dev.interlude.booking.holds.HoldRefusals;
import dev.interlude.booking.holds.HoldRequest;
import dev.interlude.platform.jdbc.NamedLocks;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many offers may be held at a time, for one key and for one customer. */
final class HoldLimits {

    private final JdbcClient jdbc;
    private final NamedLocks locks;
    private final int perCustomer;

    private record Open(int ofKey, int keyFreeIn, int ofCustomer, int customerFreeIn) {}

    HoldLimits(JdbcClient jdbc, int perCustomer) {
        this.jdbc = jdbc;
        this.locks = new NamedLocks(jdbc);
        this.perCustomer = perCustomer;
    }

    /**
     * To be called first in the transaction that will place it: two requests at once wait for each other, so the count holds
     * until the commit.
     *
     * @throws dev.interlude.platform.problems.Refused TOO_MANY_HOLDS
     */
    void requireRoom(HoldRequest request, String by) {
        locks.take(
                "holds of key " + by, request.customer() == null ? null : "holds for customer " + request.customer());
        var open = jdbc.sql(
                        """
                select count(*) filter (where caller = :by) of_key,
                    coalesce(extract(epoch from min(ends_at) filter (where caller = :by) - clock_timestamp()), 0)::int key_free_in,
                    count(*) filter (where customer = :customer) of_customer,
                    coalesce(extract(epoch from min(ends_at) filter (where customer = :customer) - clock_timestamp()), 0)::int
                        customer_free_in
                from offer_hold
                where status = 'HELD' and ends_at > clock_timestamp() and (caller = :by or customer = :customer)
                  and id <> :id
                """)
                .param("by", by)
                .param("customer", request.customer(), java.sql.Types.VARCHAR)
                .param("id", request.bookingRequest().request())
                .query(Open.class)
                .single();
        if (open.ofKey() >= request.mostOpen()) {
            throw HoldRefusals.tooMany("This key", request.mostOpen(), open.keyFreeIn());
        }
        if (request.customer() != null && open.ofCustomer() >= perCustomer) {
            throw HoldRefusals.tooMany("This customer", perCustomer, open.customerFreeIn());
        }
    }
}
