package dev.interlude.saga.operator;

import static java.util.stream.Collectors.joining;

import dev.interlude.saga.SagaState;
import dev.interlude.saga.SagaStep;
import dev.interlude.saga.StepState;
import java.util.Objects;
import java.util.stream.Stream;

/** Says in words where a saga stands. */
public final class SagaReasons {

    private static final int DEEPEST = 10;

    private SagaReasons() {}

    /** The kinds of exceptions, for the log: their messages may speak of people. */
    public static String types(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST)
                .map(cause -> cause.getClass().getSimpleName())
                .collect(joining(" < "));
    }

    /** Where a saga stands, as one sentence for operators. */
    static String of(JournalEntry saga) {
        var stands =
                switch (saga.state()) {
                    case ACTIVE -> "It is under way.";
                    case COMPLETING -> "It is being finished.";
                    case COMPLETED -> "It ended well.";
                    case COMPENSATING -> "It is being undone.";
                    case COMPENSATED -> "It was undone.";
                    case STUCK -> "%s failed %d times and needs a person.".formatted(doing(saga), attempts(saga));
                };
        return saga.lastError() == null ? stands : stands + " Last failure: " + saga.lastError();
    }

    private static String doing(JournalEntry saga) {
        return saga.stuckIn() == SagaState.COMPLETING ? "Finishing it" : "Undoing it";
    }

    private static int attempts(JournalEntry saga) {
        return saga.steps().stream()
                .filter(step -> step.state() == StepState.STUCK)
                .mapToInt(SagaStep::attempts)
                .max()
                .orElse(saga.attempts());
    }
}
