package dev.interlude.booking.holds.jdbc;

import dev.interlude.booking.BookingPlan;
import dev.interlude.booking.holds.HoldRefusals;
import dev.interlude.booking.holds.OfferHold.Status;
import dev.interlude.booking.units.jdbc.UnitLedger;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Passes held times on to the booking that is made of them, and back when that is undone: the rows change their owner, so at no
 * moment are the times free. Every call runs in the caller's transaction.
 */
public class HoldTakeover {

    private final JdbcClient jdbc;
    private final HoldRows rows;
    private final UnitLedger units;

    private record Stored(String status, UUID booking, boolean past) {}

    public HoldTakeover(JdbcClient jdbc, UnitLedger units, Clock clock) {
        this.units = units;
        this.jdbc = jdbc;
        this.rows = new HoldRows(jdbc, clock);
    }

    /**
     * To be called when booking and segments are stored.
     *
     * @throws dev.interlude.platform.problems.Refused HOLD_ENDED, HOLD_USED
     */
    public void take(BookingPlan plan) {
        var hold = jdbc.sql(
                        """
                select status, booking, ends_at <= clock_timestamp() past from offer_hold where id = :id for update
                """)
                .param("id", plan.hold())
                .query(Stored.class)
                .optional()
                .orElseThrow(HoldRefusals::unknown);
        if (!hold.status().equals("HELD") || hold.past()) {
            throw HoldRefusals.over(
                    hold.status().equals("HELD") ? Status.EXPIRED : Status.valueOf(hold.status()), hold.booking());
        }
        var taken = jdbc.sql(
                        """
                update hold h set segment = s.id, booking = s.booking, offer_hold = null, ends_at = null
                from segment s
                where s.booking = :booking and h.offer_hold = :id and h.staff = s.staff
                  and h.during = tstzrange(s.start_at, s.end_at)
                """)
                .param("booking", plan.id())
                .param("id", plan.hold())
                .update();
        if (taken != plan.segments().size()) {
            throw HoldRefusals.over(Status.EXPIRED, null);
        }
        units.takeOver(plan);
        jdbc.sql("update offer_hold set status = 'USED', booking = :booking where id = :id")
                .param("booking", plan.id())
                .param("id", plan.hold())
                .update();
        rows.note(plan.hold(), "used", plan.by(), "booking " + plan.id());
    }

    /** A segment holds its time no longer; if it came from a hold that has not ended, that holds it again. */
    public void letGo(UUID segment) {
        jdbc.sql(
                        """
                with returned as (
                    update hold h set segment = null, booking = o.id, offer_hold = o.id, ends_at = o.ends_at
                    from segment s join booking b on b.id = s.booking join offer_hold o on o.booking = b.id
                    where h.segment = :segment and s.id = :segment and b.status = 'COMPENSATING'
                      and o.ends_at > clock_timestamp()
                    returning 1),
                units_returned as (
                    update held_unit u set segment = null, booking = o.id, offer_hold = o.id, position = s.position, ends_at = o.ends_at
                    from segment s join offer_hold o on o.booking = s.booking
                    where u.segment = :segment and s.id = :segment and exists (select from returned)),
                units_gone as (
                    delete from held_unit where segment = :segment and not exists (select from returned))
                delete from hold where segment = :segment and not exists (select from returned)
                """)
                .param("segment", segment)
                .update();
    }

    /** The booking is undone: its hold, if it came from one, is as before, unless it is past its end. */
    public void returned(UUID booking) {
        jdbc.sql("update offer_hold set status = 'HELD', booking = null where booking = :booking returning id")
                .param("booking", booking)
                .query(UUID.class)
                .optional()
                .ifPresent(hold -> rows.note(hold, "held again", "interlude", "booking " + booking + " was undone"));
    }
}
