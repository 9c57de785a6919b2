package dev.interlude.series.jdbc;

import static dev.interlude.platform.Instants.sql;

import dev.interlude.booking.jdbc.CancellingLedger;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import dev.interlude.saga.SagaId;
import dev.interlude.series.Series;
import dev.interlude.series.SeriesCancellation;
import dev.interlude.series.SeriesCancellation.Scope;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Records, in one commit, which occurrences of a series are to be cancelled. */
public class SeriesCancelling {

    private static final int RETRY_SOON = 5;

    /** What came to nothing by itself needs no cancelling. Of several, those that have begun stay: Cal.com cancels no past. */
    private static final String CHOSEN =
            """
            select b.id from series_occurrence o join booking b on b.id = o.booking
            where o.series = :series and b.status not in ('COMPENSATING', 'COMPENSATED', 'REJECTED')
              and case :scope when 'THIS' then o.booking = :booking
                              when 'ALL' then b.start_at > :now
                              else b.start_at > :now and o.position >= (
                                  select position from series_occurrence where series = :series and booking = :booking)
                  end
            order by b.id for update of b
            """;

    private final JdbcClient jdbc;
    private final CancellingLedger cancelling;
    private final Clock clock;

    public SeriesCancelling(JdbcClient jdbc, CancellingLedger cancelling, Clock clock) {
        this.jdbc = jdbc;
        this.cancelling = cancelling;
        this.clock = clock;
    }

    /**
     * @param compensation the route that releases one segment, given as {@code segmentId}
     * @return the sagas to drive
     * @throws Refused IN_PROGRESS while it is being booked, or one of its bookings is being moved; VALIDATION_FAILED when
     *     the booking is none of its; nothing is written then
     */
    @Transactional
    public List<SagaId> beginSeries(Series series, SeriesCancellation request, String by, String compensation) {
        if (request.scope() != Scope.ALL
                && series.occurrences().stream()
                        .noneMatch(o -> request.booking().equals(o.booking()))) {
            throw new Refused(Problem.meaning("/bookingId", "is no booking of this series"));
        }
        if (series.isRunning() && request.scope() != Scope.THIS) {
            throw new Refused(
                    Problem.of(ProblemCode.IN_PROGRESS, "This series is just being booked; ask again in a moment.")
                            .withRetryAfter(RETRY_SOON));
        }
        return jdbc
                .sql(CHOSEN)
                .param("series", series.id())
                .param("scope", request.scope().name())
                .param("booking", request.booking())
                .param("now", sql(clock.instant()))
                .query(UUID.class)
                .list()
                .stream()
                .map(id -> cancelling.begin(id, request.reason(), by, compensation))
                .filter(Objects::nonNull)
                .toList();
    }
}
