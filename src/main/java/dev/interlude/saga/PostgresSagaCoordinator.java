package dev.interlude.saga;

import dev.interlude.platform.flows.FailedSteps;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.saga.CamelSagaCoordinator;
import org.apache.camel.saga.CamelSagaStep;

/** One open saga as the saga EIP sees it. Its calls work on the calling thread: when they answer, it is done. */
final class PostgresSagaCoordinator implements CamelSagaCoordinator {

    private final OpenSaga saga;
    private final SagaEnding ending;
    private final SagaJournal journal;
    private final LateFailures lateFailures;

    PostgresSagaCoordinator(OpenSaga saga, SagaJournal journal, SagaEnding ending, LateFailures lateFailures) {
        this.lateFailures = lateFailures;
        this.saga = saga;
        this.journal = journal;
        this.ending = ending;
    }

    @Override
    public String getId() {
        return saga.id().toString();
    }

    @Override
    public CompletableFuture<Void> beginStep(Exchange exchange, CamelSagaStep step) {
        return Answer.of(() -> {
            saga.requireActive();
            var tighter = step.getTimeoutInMilliseconds()
                    .map(millis -> saga.limit(Duration.ofMillis(millis)))
                    .orElse(false);
            var plan = plan(exchange, step).filter(planned -> !saga.has(planned));
            if (plan.isPresent()) {
                journal.enlist(saga.id(), List.of(plan.get()));
            } else if (tighter && saga.isJournaled()) {
                journal.shorten(saga.id());
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> compensate(Exchange exchange) {
        return Answer.of(() -> {
            var failure = exchange == null ? null : exchange.getException();
            if (!ending.giveUp(saga, failure) && failure != null) {
                // The result stands, so the caller gets it and not the failure of a later step.
                lateFailures.report(saga.id(), FailedSteps.of(exchange), failure);
                exchange.setException(null);
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> complete(Exchange exchange) {
        return Answer.of(() -> {
            ending.complete(saga);
            return null;
        });
    }

    private static Optional<PlannedStep> plan(Exchange exchange, CamelSagaStep step) {
        var compensation = step.getCompensation().map(Endpoint::getEndpointUri).orElse(null);
        var completion = step.getCompletion().map(Endpoint::getEndpointUri).orElse(null);
        return compensation == null && completion == null
                ? Optional.empty()
                : Optional.of(new PlannedStep(compensation, completion, options(exchange, step)));
    }

    /** Evaluated anew for each enlistment: the same step object serves every exchange. */
    private static Map<String, String> options(Exchange exchange, CamelSagaStep step) {
        var options = new HashMap<String, String>();
        step.getOptions().forEach((key, expression) -> {
            var value = expression.evaluate(exchange, String.class);
            if (value != null) {
                options.put(key, value);
            }
        });
        return options;
    }
}
