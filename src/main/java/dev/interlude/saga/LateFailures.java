package dev.interlude.saga;

import dev.interlude.platform.flows.FailedStep;
import org.slf4j.LoggerFactory;

/** Called for a step that failed after its saga had completed. The result stands; the failure is only reported. */
@FunctionalInterface
public interface LateFailures {

    /** For a saga whose subject is unknown. */
    LateFailures LOGGED = (saga, step, failure) -> LoggerFactory.getLogger(LateFailures.class)
            .error(
                    "Saga {} had completed when {} failed with {}; its result stands",
                    saga,
                    step,
                    failure.getClass().getSimpleName());

    void report(SagaId saga, FailedStep step, Throwable failure);
}
