package dev.interlude.saga;

import dev.interlude.platform.Trace;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.saga.CamelSagaCoordinator;
import org.apache.camel.saga.CamelSagaService;
import org.apache.camel.saga.CamelSagaStep;

/** Camel's saga service, kept in PostgreSQL. The saga EIP finds it by its type. No method throws: failures are failed futures. */
public class PostgresSagaService implements CamelSagaService {

    private final OpenSagas open;
    private final SagaJournal journal;
    private final SagaEnding ending;
    private final LateFailures lateFailures;
    private final Duration timeout;
    private CamelContext camel;

    PostgresSagaService(
            OpenSagas open, SagaJournal journal, SagaEnding ending, LateFailures lateFailures, Duration timeout) {
        this.lateFailures = lateFailures;
        this.open = open;
        this.journal = journal;
        this.ending = ending;
        this.timeout = timeout;
    }

    /** Writes nothing: a saga has a row from its first step on. */
    @Override
    public CompletableFuture<CamelSagaCoordinator> newSaga(Exchange exchange) {
        return Answer.of(() -> {
            var saga = open.begin(timeout);
            Trace.within(saga.id().toString());
            return coordinate(saga);
        });
    }

    /** A saga that is not open here is a failure, not "none": REQUIRED would found a new one for the straggler. */
    @Override
    public CompletableFuture<CamelSagaCoordinator> getSaga(String id) {
        return Answer.of(() -> coordinate(open.require(SagaId.of(id))));
    }

    @Override
    public void registerStep(CamelSagaStep step) {
        // A step names its own endpoints when it begins; nothing is to be known beforehand.
    }

    private CamelSagaCoordinator coordinate(OpenSaga saga) {
        return new PostgresSagaCoordinator(saga, journal, ending, lateFailures);
    }

    @Override
    public void start() {
        // Spring has built all it needs.
    }

    /** A stopping saga route (a reload) stops its saga service, which is shared; Spring closes it instead. */
    @Override
    public void stop() {}

    @Override
    public void setCamelContext(CamelContext camelContext) {
        camel = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }
}
