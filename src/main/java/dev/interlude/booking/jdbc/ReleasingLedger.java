package dev.interlude.booking.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingEvent;
import dev.interlude.booking.BookingNews;
import dev.interlude.booking.NotYetCertain;
import dev.interlude.booking.Release;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Writes down how segments are released: a booking that is undone, or one that is cancelled. */
public class ReleasingLedger {

    private final JdbcClient jdbc;
    private final BookingNews news;
    private final Clock clock;
    private final Duration longestCall;

    /** @param longestCall how long a call to Cal.com may go on after its caller has lost sight of it */
    public ReleasingLedger(JdbcClient jdbc, BookingNews news, Clock clock, Duration longestCall) {
        this.jdbc = jdbc;
        this.news = news;
        this.clock = clock;
        this.longestCall = longestCall;
    }

    /** Gives the segment up: from here on a create that still succeeds must undo itself. */
    @Transactional
    public Release begin(UUID segment) {
        jdbc.sql("update segment set status = 'RELEASING' where id = :id and status = 'PLANNED'")
                .param("id", segment)
                .update();
        jdbc.sql(
                        """
                update booking set status = 'COMPENSATING', updated_at = :now
                where id = (select booking from segment where id = :id) and status = 'BOOKING'
                """)
                .param("id", segment)
                .param("now", sql(clock.instant()))
                .update();
        return jdbc.sql(
                        """
                select s.*, case b.status when 'CANCEL_PENDING' then b.reason else 'could not be booked as a whole' end reason,
                       case b.status when 'CANCEL_PENDING' then 'cancel' else 'compensate' end purpose
                from segment s join booking b on b.id = s.booking where s.id = :id
                """)
                .param("id", segment)
                .query((row, n) -> new Release(
                        segment,
                        row.getObject("booking", UUID.class),
                        row.getString("staff"),
                        row.getString("account"),
                        row.getLong("event_type_id"),
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at"),
                        new Text(row.getString("reason")),
                        row.getString("purpose"),
                        row.getString("calcom_uid"),
                        switch (row.getString("status")) {
                            case "REFUSED", "RELEASED", "CANCELLED" -> true;
                            default -> false;
                        },
                        Instants.read(row, "planned_at").plus(longestCall)))
                .single();
    }

    /**
     * A segment in doubt was not found at Cal.com.
     *
     * @throws NotYetCertain while a lost create may still be running there
     */
    public void requireCertain(Release release) {
        if (clock.instant().isBefore(release.certainAt())) {
            throw new NotYetCertain(release.certainAt());
        }
    }

    /**
     * Nothing of the segment is left at Cal.com; with its last segment the booking has ended.
     *
     * @param uid what was cancelled there; null: nothing was found
     * @throws NotYetCertain when Cal.com has booked it after all since it was looked for
     */
    @Transactional
    public void released(Release release, String uid) {
        var open = jdbc.sql(
                        """
                update segment s
                set status = case when s.calcom_uid is not null and s.calcom_uid is distinct from :uid then s.status
                                  when b.status = 'CANCEL_PENDING' then 'CANCELLED'
                                  else 'RELEASED' end
                from booking b where b.id = s.booking and s.id = :segment
                  and s.status in ('RELEASING', 'BOOKED', 'PENDING')
                returning s.status in ('RELEASING', 'BOOKED', 'PENDING')
                """)
                .param("segment", release.segment())
                .param("uid", uid)
                .query(Boolean.class)
                .optional();
        if (open.orElse(false)) {
            throw new NotYetCertain(clock.instant());
        }
        jdbc.sql("delete from hold where segment = :segment")
                .param("segment", release.segment())
                .update();
        var ended = jdbc.sql(
                        """
                with ended as (
                    update booking b
                    set status = case b.status when 'CANCEL_PENDING' then 'CANCELLED' else 'COMPENSATED' end,
                        version = version + 1, updated_at = :now
                    where id = :booking and status in ('COMPENSATING', 'CANCEL_PENDING')
                      and not exists (select from segment where booking = b.id
                                      and status not in ('REFUSED', 'RELEASED', 'CANCELLED'))
                    returning id, status),
                written as (
                    insert into booking_history (booking, at, what, by)
                    select id, :now, lower(status), 'interlude' from ended)
                select status from ended
                """)
                .param("booking", release.booking())
                .param("now", sql(clock.instant()))
                .query(String.class)
                .optional();
        if (ended.filter("CANCELLED"::equals).isPresent()) {
            news.tell(release.booking(), BookingEvent.CANCELLED);
        }
    }
}
