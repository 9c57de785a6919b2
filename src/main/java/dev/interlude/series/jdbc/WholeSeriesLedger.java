package dev.interlude.series.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.DayLimitReached;
import dev.interlude.booking.Refusals;
import dev.interlude.booking.StaffAbsent;
import dev.interlude.booking.TimeAlreadyHeld;
import dev.interlude.booking.jdbc.PlacingLedger;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.CompensationOpen;
import dev.interlude.saga.PlannedStep;
import dev.interlude.saga.SagaId;
import dev.interlude.saga.SagaJournal;
import dev.interlude.series.Series;
import dev.interlude.series.SeriesAttempt;
import dev.interlude.series.SeriesDays;
import dev.interlude.series.SeriesRequest.Occurrence;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Series that are booked as a whole: one saga over all segments of all occurrences. */
public class WholeSeriesLedger {

    private static final int RETRY_SOON = 5;

    private final JdbcClient jdbc;
    private final SeriesLedger series;
    private final PlacingLedger placing;
    private final SagaJournal journal;
    private final Clock clock;

    public WholeSeriesLedger(
            JdbcClient jdbc, SeriesLedger series, PlacingLedger placing, SagaJournal journal, Clock clock) {
        this.jdbc = jdbc;
        this.series = series;
        this.placing = placing;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * What an earlier attempt at the same request has booked; null when it may be tried (again).
     *
     * @throws Refused UNAVAILABLE while that attempt is still being decided or undone
     */
    public Series earlier(UUID id) {
        var states = jdbc
                .sql("select distinct status from booking where series = :id")
                .param("id", id)
                .query(String.class)
                .list()
                .stream()
                .map(BookingStatus::valueOf)
                .toList();
        if (states.contains(BookingStatus.BOOKING) || states.contains(BookingStatus.COMPENSATING)) {
            throw new Refused(
                    Problem.of(ProblemCode.UNAVAILABLE, "An earlier attempt at this is still being decided or undone.")
                            .withRetryAfter(RETRY_SOON));
        }
        return states.stream().allMatch(BookingStatus.COMPENSATED::equals) ? null : series.existing(id);
    }

    /**
     * All bookings, their holds and how to undo them, in one commit, before the first call to Cal.com.
     *
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @throws Refused SLOT_UNAVAILABLE naming the days that are taken
     */
    @Transactional
    public void open(SeriesAttempt attempt, SagaId saga, String compensation) {
        if (clock.instant().isAfter(attempt.deadline())) {
            throw Refused.tooBusy("Interlude was too busy to begin this series in time.");
        }
        series.write(attempt.request());
        var steps = new ArrayList<PlannedStep>();
        for (var occurrence : attempt.request().wanted()) {
            try {
                steps.addAll(placing.write(attempt.plan(occurrence), saga, compensation));
            } catch (TimeAlreadyHeld | DayLimitReached | StaffAbsent held) {
                attempt.refused(occurrence, held);
            }
            link(attempt, occurrence);
        }
        attempt.requireAll();
        journal.enlist(saga, steps);
    }

    /** @throws Refused UNAVAILABLE when it was never begun: nothing is left of it, and it may be asked for again */
    public Series begunSeries(UUID id) {
        try {
            return series.existing(id);
        } catch (Refused unknown) {
            throw Refused.tooBusy("Interlude was too busy to begin this series; nothing was booked.");
        }
    }

    /** @throws Refused if Cal.com refused another part: then this call is pointless */
    public void requireNoRefusal(UUID id) {
        if (!refusals(id).isEmpty()) {
            throw Refused.because(ProblemCode.SLOT_UNAVAILABLE, "Another day of this series cannot be had.");
        }
    }

    /**
     * Every segment is booked: so are all bookings, and the series, and their saga is complete, in one commit.
     *
     * @throws dev.interlude.saga.SagaLost when another node has taken the saga over; nothing is written
     */
    @Transactional
    public void settleWhole(SeriesAttempt attempt, SagaId saga) {
        attempt.request().wanted().forEach(o -> placing.settled(attempt.plan(o).id()));
        decided(attempt.request().id());
        journal.complete(saga);
    }

    /** The series, once all its bookings are settled. It belongs to the caller's transaction. */
    public void decided(UUID id) {
        jdbc.sql("update series_occurrence set status = 201 where series = :id and not skipped")
                .param("id", id)
                .update();
        jdbc.sql("update series set status = 'BOOKED', updated_at = :now where id = :id")
                .param("id", id)
                .param("now", sql(clock.instant()))
                .update();
        series.announce(id);
    }

    /** @throws Refused always: naming the days that Cal.com has refused; if it has refused none, with what failed */
    public void explainWhole(UUID id, Throwable failure) {
        var refusal = SeriesDays.refusal(failure);
        var why = refusal.problem().errors().isEmpty() ? refusals(id) : new TreeMap<LocalDate, String>();
        var said = why.isEmpty() ? refusal : SeriesAttempt.notAll(why);
        throw failure instanceof CompensationOpen open ? new Refused(Refusals.open(said.problem(), open)) : said;
    }

    /** Of the latest attempt, which the occurrences refer to. */
    private TreeMap<LocalDate, String> refusals(UUID id) {
        var why = new TreeMap<LocalDate, String>();
        jdbc.sql(
                        """
                select o.day, s.key, s.staff from series_occurrence o join segment s on s.booking = o.booking
                where o.series = :id and s.status = 'REFUSED' order by o.day, s.position
                """)
                .param("id", id)
                .query(row -> {
                    why.putIfAbsent(
                            row.getObject("day", LocalDate.class),
                            "Cal.com refuses %s with %s then".formatted(row.getString("key"), row.getString("staff")));
                });
        return why;
    }

    private void link(SeriesAttempt attempt, Occurrence occurrence) {
        jdbc.sql("update series_occurrence set booking = :booking where series = :id and position = :position")
                .param("booking", attempt.plan(occurrence).id())
                .param("id", attempt.request().id())
                .param("position", occurrence.position())
                .update();
    }
}
