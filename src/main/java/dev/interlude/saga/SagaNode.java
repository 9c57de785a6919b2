package dev.interlude.saga;

import dev.interlude.saga.jdbc.SagaTables;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The saga components of one node over one database. */
public final class SagaNode implements AutoCloseable {

    private final HeldLeases leases;
    private final SagaJournal journal;
    private final SagaRecovery recovery;
    private final PostgresSagaService service;

    public SagaNode(
            DataSource dataSource,
            SagaSettings settings,
            MeterRegistry meters,
            StepCall calls,
            Supplier<Stream<SagaListener>> listeners) {
        this(dataSource, settings, meters, calls, listeners, LateFailures.LOGGED, Optional::empty);
    }

    public SagaNode(
            DataSource dataSource,
            SagaSettings settings,
            MeterRegistry meters,
            StepCall calls,
            Supplier<Stream<SagaListener>> listeners,
            LateFailures lateFailures,
            Supplier<Optional<AdoptingRoute>> adoptingRoute) {
        var name = NodeName.of(settings);
        var joined = SagaTables.of(JdbcClient.create(dataSource), name.value(), settings.lease());
        // Another object to Spring than the data source of the caller's transaction: what goes through it commits by
        // itself.
        var apart = new DelegatingDataSource(dataSource);
        var alone = SagaTables.of(JdbcClient.create(apart), name.value(), settings.lease());
        var metrics = new SagaMetrics(meters);
        leases = new HeldLeases(alone.leases(), settings.lease());
        var open = new OpenSagas(leases);
        var settlement = new Settlement(joined, new JdbcTransactionManager(dataSource), listeners);
        var driver = new SagaDriver(alone, settlement, leases, calls, settings, metrics);
        var ownJournal = SagaJournal.alone(alone, settlement, open);
        journal = SagaJournal.joining(joined, settlement, open);
        var adoption = new SagaAdoption(alone, calls, driver, metrics, adoptingRoute);
        recovery = new SagaRecovery(alone, leases, open, driver, adoption, settings, metrics);
        service = new PostgresSagaService(
                open, ownJournal, new SagaEnding(alone, ownJournal, driver, open), lateFailures, settings.timeout());
        if (name.survivesRestart()) {
            alone.leases().letGo();
        }
    }

    public SagaJournal journal() {
        return journal;
    }

    public SagaRecovery recovery() {
        return recovery;
    }

    public PostgresSagaService service() {
        return service;
    }

    @Override
    public void close() {
        recovery.close();
        leases.close();
    }
}
