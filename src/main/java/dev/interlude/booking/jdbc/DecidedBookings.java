package dev.interlude.booking.jdbc;

import dev.interlude.platform.flows.FailedStep;
import dev.interlude.platform.problems.Failures;
import dev.interlude.platform.problems.Reasons;
import dev.interlude.saga.LateFailures;
import dev.interlude.saga.SagaId;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Logs the bookings of a completed saga when a later step fails. */
public class DecidedBookings implements LateFailures {

    private static final Logger LOG = LoggerFactory.getLogger("dev.interlude.booking");

    private final JdbcClient jdbc;
    private final Failures failures;

    public DecidedBookings(JdbcClient jdbc, Failures failures) {
        this.jdbc = jdbc;
        this.failures = failures;
    }

    @Override
    public void report(SagaId saga, FailedStep step, Throwable failure) {
        failures.count(step.route());
        LOG.error(
                "Booking {} was decided and stays as decided, although {} failed afterwards with {}",
                bookings(saga),
                step,
                Reasons.of(failure));
    }

    private Object bookings(SagaId saga) {
        try {
            List<UUID> its = jdbc.sql("select id from booking where saga = :saga order by id limit 100")
                    .param("saga", saga.value())
                    .query(UUID.class)
                    .list();
            return its.size() == 1 ? its.get(0) : its;
        } catch (DataAccessException e) {
            return "of saga " + saga;
        }
    }
}
