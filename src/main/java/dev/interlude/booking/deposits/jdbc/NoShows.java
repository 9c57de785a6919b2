package dev.interlude.booking.deposits.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.availability.WallClock;
import dev.interlude.booking.Booking;
import dev.interlude.booking.jdbc.HistoryNotes;
import dev.interlude.catalog.Catalog;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Instants;
import dev.interlude.platform.Text;
import dev.interlude.platform.jdbc.OperatorActions;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.Refused;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** How often a customer, known by email, did not come; and forgiving it. */
public class NoShows {

    private static final int MOST = 100;

    /** As {@code booking_no_show} has them. */
    private static final String THEIRS =
            "from booking where lower(attendee_email) = lower(:email) and status = 'NO_SHOW' and start_at >= :since";

    private final JdbcClient jdbc;
    private final HistoryNotes history;
    private final OperatorActions actions;
    private final Catalog catalog;
    private final Clock clock;

    public NoShows(JdbcClient jdbc, HistoryNotes history, OperatorActions actions, Catalog catalog, Clock clock) {
        this.jdbc = jdbc;
        this.history = history;
        this.actions = actions;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** How many count; not those that are too old or forgiven. */
    public int count(String email) {
        return jdbc.sql("select count(*) " + THEIRS + " and not no_show_forgiven and erased_at is null")
                .param("email", email)
                .param("since", since())
                .query(Integer.class)
                .single();
    }

    /** What is known of a customer, and whether their bookings need a deposit. */
    public Map<String, Object> of(Text email) {
        var rule = catalog.noShows();
        var counts = count(email.toString());
        var view = new LinkedHashMap<String, Object>();
        view.put("counts", counts);
        view.put("limit", rule == null ? null : rule.limit());
        view.put("since", WallClock.written(sinceInstant(), catalog.timeZone()));
        view.put("depositNeeded", rule != null && counts >= rule.limit());
        view.put("noShows", list(email.toString()));
        return view;
    }

    private List<Map<String, Object>> list(String email) {
        return jdbc.sql("select id, service, start_at, no_show_forgiven " + THEIRS
                        + " and erased_at is null order by start_at desc, id limit :most")
                .param("email", email)
                .param("since", since())
                .param("most", MOST)
                .query((row, n) -> {
                    var one = new LinkedHashMap<String, Object>();
                    one.put("bookingId", row.getObject("id", UUID.class));
                    one.put("service", row.getString("service"));
                    one.put("start", WallClock.written(Instants.read(row, "start_at"), catalog.timeZone()));
                    one.put("forgiven", row.getBoolean("no_show_forgiven"));
                    return (Map<String, Object>) one;
                })
                .list();
    }

    /**
     * It does not count any more; the history of the booking says who forgave it, and why.
     *
     * @throws Refused VALIDATION_FAILED when it is no no-show
     */
    @Transactional
    public void forgive(Booking booking, Text reason, Caller by) {
        var forgiven = jdbc.sql(
                        """
                with theirs as (select id, status, no_show_forgiven from booking where id = :id for update),
                forgiven as (
                    update booking b set no_show_forgiven = true, version = version + 1, updated_at = :now
                    from theirs where b.id = theirs.id and theirs.status = 'NO_SHOW' and not theirs.no_show_forgiven
                    returning b.id)
                select status = 'NO_SHOW' known, (select count(*) = 1 from forgiven) changed from theirs
                """)
                .param("id", booking.id())
                .param("now", sql(clock.instant()))
                .query(Forgiven.class)
                .single();
        if (!forgiven.known()) {
            throw new Refused(Problem.meaning("/id", "is of a booking whose customer is not known as a no-show"));
        }
        if (forgiven.changed()) {
            history.note(booking.id(), "no-show forgiven", by.name(), reason.toString());
            actions.record(by, "forgiven", "no-show", booking.id(), booking.id());
        }
    }

    private record Forgiven(boolean known, boolean changed) {}

    private OffsetDateTime since() {
        return sql(sinceInstant());
    }

    /** Without a rule a year, to be shown. */
    private Instant sinceInstant() {
        var rule = catalog.noShows();
        var now = clock.instant();
        return rule == null
                ? now.atZone(catalog.timeZone()).minusYears(1).toInstant()
                : rule.within().before(now, catalog.timeZone());
    }
}
