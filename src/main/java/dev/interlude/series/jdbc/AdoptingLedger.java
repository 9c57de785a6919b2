package dev.interlude.series.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.Outcome;
import dev.interlude.booking.Outcome.Done;
import dev.interlude.booking.PlannedSegment;
import dev.interlude.booking.attendees.jdbc.ObservedAttendeeRows;
import dev.interlude.booking.jdbc.PlacingLedger;
import dev.interlude.platform.Instants;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Finishes the bookings of a dead node when all segments exist at Cal.com. */
public class AdoptingLedger {

    private static final String NONE_IS_LOST =
            """
            select count(*) > 0 and bool_and(b.status = 'BOOKING' and s.status in ('PLANNED', 'BOOKED', 'PENDING'))
            from booking b join segment s on s.booking = b.id
            where b.saga = :saga
            """;

    private static final String ALL_STAND =
            """
            select count(*) > 0 and bool_and(b.status = 'BOOKING' and s.status in ('BOOKED', 'PENDING'))
            from booking b join segment s on s.booking = b.id
            where b.saga = :saga
            """;

    private final JdbcClient jdbc;
    private final PlacingLedger placing;
    private final WholeSeriesLedger wholeSeries;
    private final SagaJournal journal;
    private final Clock clock;
    private final ObservedAttendeeRows attendees;

    public AdoptingLedger(
            JdbcClient jdbc, PlacingLedger placing, WholeSeriesLedger wholeSeries, SagaJournal journal, Clock clock) {
        this.jdbc = jdbc;
        this.placing = placing;
        this.wholeSeries = wholeSeries;
        this.journal = journal;
        this.clock = clock;
        this.attendees = new ObservedAttendeeRows(jdbc);
    }

    /** The segments to look up at Cal.com; none if the saga books nothing or a part of it is lost. */
    public List<PlannedSegment> inDoubt(UUID saga) {
        return holds(NONE_IS_LOST, saga) ? planned(saga) : List.of();
    }

    /** Stores what was found of a segment at Cal.com; anything not as planned changes nothing. */
    @Transactional
    public void found(PlannedSegment segment, Outcome found) {
        if (found instanceof Done done
                && done.start().equals(segment.start())
                && done.end().equals(segment.end())
                && stands(segment.id(), done)) {
            attendees.note(segment.id(), done.attendees());
        }
    }

    /**
     * Settles every booking of the saga and completes it, in one commit, if all their segments stand. Otherwise it does
     * nothing, and the saga is undone.
     *
     * @param fence of the take-over
     * @throws dev.interlude.saga.SagaLost when yet another owner has taken the saga over; nothing is written
     */
    @Transactional
    public void settle(UUID saga, long fence) {
        if (!holds(ALL_STAND, saga)) {
            return;
        }
        bookings(saga).forEach(placing::settled);
        wholeSeriesOf(saga).forEach(wholeSeries::decided);
        journal.completeTakenOver(new SagaId(saga), fence);
    }

    private boolean holds(String condition, UUID saga) {
        return Objects.equals(
                Boolean.TRUE,
                jdbc.sql(condition)
                        .param("saga", saga)
                        .query((row, n) -> row.getBoolean(1))
                        .single());
    }

    private List<PlannedSegment> planned(UUID saga) {
        return jdbc.sql(
                        """
                select s.* from booking b join segment s on s.booking = b.id
                where b.saga = :saga and s.status = 'PLANNED'
                order by s.booking, s.position
                """)
                .param("saga", saga)
                .query((row, n) -> new PlannedSegment(
                        row.getObject("id", UUID.class),
                        row.getObject("booking", UUID.class),
                        row.getInt("position"),
                        row.getString("key"),
                        row.getString("staff"),
                        row.getString("account"),
                        row.getLong("event_type_id"),
                        Instants.read(row, "start_at"),
                        Instants.read(row, "end_at")))
                .list();
    }

    /** False if it was stored or given up meanwhile. */
    private boolean stands(UUID segment, Done done) {
        return jdbc.sql(
                                """
                        with found as (
                            update segment set status = :status, calcom_uid = :uid
                            where id = :segment and status = 'PLANNED'
                            returning booking, key, staff)
                        insert into booking_history (booking, at, what, by, detail)
                        select booking, :now, 'segment found at Cal.com', 'interlude', key || ' with ' || staff from found
                        """)
                        .param("segment", segment)
                        .param("status", done.pending() ? "PENDING" : "BOOKED")
                        .param("uid", done.calcomUid())
                        .param("now", sql(clock.instant()))
                        .update()
                == 1;
    }

    private List<UUID> bookings(UUID saga) {
        return jdbc.sql("select id from booking where saga = :saga order by id")
                .param("saga", saga)
                .query(UUID.class)
                .list();
    }

    /** An occurrence that was booked by itself is settled with its item. */
    private List<UUID> wholeSeriesOf(UUID saga) {
        return jdbc.sql(
                        """
                select distinct r.id from booking b join series r on r.id = b.series
                where b.saga = :saga and r.mode = 'allOrNothing'
                """)
                .param("saga", saga)
                .query(UUID.class)
                .list();
    }
}
