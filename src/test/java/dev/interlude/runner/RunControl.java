package dev.interlude.runner;

import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Leaves out what is still to run once a case has failed, where the run is to end there ({@link FirstFailure}); surefire's
 * {@code skipAfterFailureCount} needs a later JUnit. And breaks the case that {@code interlude.test.break} names, to show what a
 * failure looks like. JUnit finds it by itself.
 */
public final class RunControl implements ExecutionCondition, BeforeTestExecutionCallback {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return FirstFailure.read()
                .map(failed -> ConditionEvaluationResult.disabled("left out: " + failed + " failed before"))
                .orElseGet(() -> ConditionEvaluationResult.enabled("nothing has failed"));
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        var name = context.getRequiredTestClass().getSimpleName() + "#"
                + context.getRequiredTestMethod().getName();
        if (name.equals(System.getProperty("interlude.test.break"))) {
            throw new AssertionError("broken on purpose, by -Dinterlude.test.break=" + name);
        }
    }
}
