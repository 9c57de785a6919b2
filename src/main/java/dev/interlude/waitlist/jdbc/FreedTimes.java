package dev.interlude.waitlist.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.availability.slots.Interval;
import dev.interlude.platform.Instants;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.platform.work.BackOff;
import dev.interlude.waitlist.FreedTime;
import dev.interlude.waitlist.FreedTime.Place;
import dev.interlude.waitlist.WaitlistMeters;
import dev.interlude.waitlist.WaitlistMeters.Open;
import dev.interlude.waitlist.WaitlistSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The times that were freed and are still to be offered. The transactions that free them write them (triggers of this room's
 * migration); any node works them off.
 */
public class FreedTimes {

    private static final Logger LOG = LoggerFactory.getLogger("dev.interlude.waitlist");

    private final JdbcClient jdbc;
    private final WaitlistSettings settings;
    private final WaitlistMeters meters;
    private final BackOff backOff;

    private record Failure(int failures, boolean stuck) {}

    public FreedTimes(JdbcClient jdbc, WaitlistSettings settings, WaitlistMeters meters) {
        this.jdbc = jdbc;
        this.settings = settings;
        this.meters = meters;
        this.backOff = new BackOff(settings.backOff(), settings.backOffMax());
    }

    /** The earliest due ones. */
    public List<UUID> due() {
        return jdbc.sql(
                        """
                select id from freed_time where stuck_at is null and due_at <= clock_timestamp()
                order by due_at, seq limit :most
                """)
                .param("most", settings.atOnce())
                .query(UUID.class)
                .list();
    }

    /** One of those, locked until the end of the caller's transaction; empty when it is done. */
    Optional<FreedTime> lock(UUID id) {
        return jdbc.sql(
                        """
                select id, staff, kind, lower(during) begins, upper(during) ends, vacated, after_since, after_entry
                from freed_time where id = :id and stuck_at is null for update
                """)
                .param("id", id)
                .query(FreedTimes::freed)
                .optional();
    }

    /** All up to that place have been looked at. */
    void lookedAt(FreedTime freed, Place place) {
        jdbc.sql(
                        """
                update freed_time set after_since = :since, after_entry = :entry, failures = 0, last_error = null where id = :id
                """)
                .param("id", freed.id())
                .param("since", sql(place.since()))
                .param("entry", place.entry())
                .update();
    }

    void done(FreedTime freed) {
        jdbc.sql("delete from freed_time where id = :id")
                .param("id", freed.id())
                .update();
    }

    /** It could not be offered: again later, until a person must look. */
    public void failed(UUID id, Throwable failure) {
        var failed = jdbc.sql(
                        """
                update freed_time set failures = failures + 1, last_error = :why,
                    stuck_at = case when failures + 1 >= :most then clock_timestamp() end
                where id = :id and stuck_at is null returning failures, stuck_at is not null stuck
                """)
                .param("id", id)
                .param("why", Reasons.of(failure))
                .param("most", settings.attempts())
                .query(Failure.class)
                .optional();
        failed.ifPresent(it -> {
            jdbc.sql("update freed_time set due_at = clock_timestamp() + make_interval(secs => :pause) where id = :id")
                    .param("id", id)
                    .param("pause", backOff.after(it.failures()).toMillis() / 1000.0)
                    .update();
            if (it.stuck()) {
                LOG.error("Freed time {} cannot be offered to the waiting list: {}", id, Reasons.of(failure));
            } else {
                LOG.debug("Freed time {} is looked at again: {}", id, Reasons.of(failure));
            }
        });
    }

    /** For the metrics. */
    public void count() {
        meters.counted(jdbc.sql(
                        """
                select (select count(*) from waitlist_entry where status = 'WAITING') waiting,
                    (select count(*) from waitlist_entry where status = 'OFFERED') offered,
                    (select count(*) from freed_time where stuck_at is null) freed,
                    (select count(*) from freed_time where stuck_at is not null) stuck
                """)
                .query(Open.class)
                .single());
    }

    private static FreedTime freed(ResultSet row, int number) throws SQLException {
        var since = Instants.read(row, "after_since");
        return new FreedTime(
                row.getObject("id", UUID.class),
                row.getString("staff"),
                row.getString("kind"),
                new Interval(Instants.read(row, "begins"), Instants.read(row, "ends")),
                row.getBoolean("vacated"),
                since == null ? Place.FIRST : new Place(since, row.getObject("after_entry", UUID.class)));
    }
}
