package dev.interlude.waitlist.jdbc;

import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.platform.jdbc.NamedLocks;
import dev.interlude.waitlist.EntryRequest;
import dev.interlude.waitlist.WaitlistRefusals;
import dev.interlude.waitlist.WaitlistSettings;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many open entries a key and a customer may have. */
final class EntryLimits {

    private final JdbcClient jdbc;
    private final NamedLocks locks;
    private final WaitlistSettings settings;

    EntryLimits(JdbcClient jdbc, WaitlistSettings settings) {
        this.jdbc = jdbc;
        this.locks = new NamedLocks(jdbc);
        this.settings = settings;
    }

    /**
     * To be called first in the transaction that will add it: two requests at once wait for each other, so the count holds
     * until the commit.
     *
     * @throws dev.interlude.platform.problems.Refused TOO_MANY_ENTRIES
     */
    void requireRoom(EntryRequest request) {
        var customer = LocalAttendee.digest(request.attendee().email());
        locks.take("entries of key " + request.caller(), "entries of customer " + customer);
        require(
                "This key",
                settings.openPerKey(),
                open("caller = :who", request.caller(), request, settings.openPerKey()));
        require(
                "This customer",
                settings.openPerCustomer(),
                open("customer = :who", customer, request, settings.openPerCustomer()));
    }

    /**
     * To be called last in that transaction: what is being freed looks for entries until its commit. Until its own, this one is
     * waited for.
     */
    void awaitFreeing() {
        locks.take("entries of the waiting list");
    }

    private static void require(String whose, int most, int open) {
        if (open >= most) {
            throw WaitlistRefusals.tooMany(whose, most);
        }
    }

    /** Counts no further than the limit. */
    private int open(String condition, String who, EntryRequest request, int most) {
        return jdbc.sql("select count(*) from (select from waitlist_entry where ended_at is null and id <> :id and "
                        + condition + " limit :most) open")
                .param("who", who)
                .param("id", request.id())
                .param("most", most)
                .query(Integer.class)
                .single();
    }
}
