package dev.interlude.support;

import dev.interlude.runner.FirstFailure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says which case begins and how it ends: a marker line each on standard output, so that what a server said during one case can be
 * found in {@code *-output.txt}; and, where the property {@code interlude.test.progress} names a file, a line there for who watches.
 */
public final class ProgressListener implements TestExecutionListener {

    private final Map<String, Long> began = new ConcurrentHashMap<>();
    private final Optional<ProgressFile> file = Optional.ofNullable(System.getProperty("interlude.test.progress"))
            .map(path -> new ProgressFile(Path.of(path)));
    private volatile TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        began.put(test.getUniqueId(), System.nanoTime());
        if (test.isTest()) {
            var name = nameOf(test);
            mark("» begin " + name);
            write("begin", name, test.getDisplayName());
        } else if (isSuite(test)) {
            write("suite", classOf(test), test.getDisplayName(), casesOf(test));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        var ended =
                switch (result.getStatus()) {
                    case SUCCESSFUL -> "passed";
                    case ABORTED -> "skipped";
                    case FAILED -> "failed";
                };
        var cause = result.getThrowable().map(Throwable::toString).orElse("");
        var start = began.remove(test.getUniqueId());
        var millis = start == null ? "0" : Long.toString((System.nanoTime() - start) / 1_000_000);
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            FirstFailure.note(nameOf(test));
        }
        if (test.isTest()) {
            var name = nameOf(test);
            mark("» end " + name + " " + ended);
            write("end", name, test.getDisplayName(), ended, millis, cause);
        } else if (isSuite(test)) {
            write("over", classOf(test), test.getDisplayName(), ended, millis, cause);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (test.isTest()) {
            write("end", nameOf(test), test.getDisplayName(), "skipped", "0", reason);
        } else if (isSuite(test)) {
            write("left-out", classOf(test), test.getDisplayName(), casesOf(test), reason);
        }
    }

    /** How many there are, as far as this is known before they run. */
    private String casesOf(TestIdentifier suite) {
        return Long.toString(plan.getDescendants(suite).stream()
                .filter(TestIdentifier::isTest)
                .count());
    }

    private static void mark(String line) {
        System.out.println(line);
        ServerLogs.mark(line);
    }

    private void write(String... fields) {
        file.ifPresent(f -> f.write(fields));
    }

    private static boolean isSuite(TestIdentifier test) {
        return test.getSource().filter(ClassSource.class::isInstance).isPresent();
    }

    private static String classOf(TestIdentifier test) {
        return test.getSource()
                .map(ClassSource.class::cast)
                .map(ClassSource::getClassName)
                .orElseThrow();
    }

    /** Class and method, and for one of several invocations its number. */
    static String nameOf(TestIdentifier test) {
        var source = test.getSource().orElse(null);
        if (source instanceof ClassSource suite) {
            return suite.getClassName();
        }
        if (!(source instanceof MethodSource method)) {
            return test.getUniqueId().replaceAll("\\s+", "_");
        }
        var last = test.getUniqueIdObject().getLastSegment();
        var invocation =
                last.getType().endsWith("invocation") ? "[" + last.getValue().replace("#", "") + "]" : "";
        return method.getClassName() + "#" + method.getMethodName() + invocation;
    }
}
