package dev.interlude.report;

import java.lang.StackWalker.StackFrame;
import java.lang.reflect.Modifier;

/** The test that calls this, directly or by way of others: a class whose name ends with {@code Test}, and its method. */
public record RunningCase(String suite, String method) {

    public static RunningCase now() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(RunningCase::isOfTest).reduce((inner, outer) -> outer))
                .map(frame -> new RunningCase(frame.getDeclaringClass().getSimpleName(), method(frame.getMethodName())))
                .orElseThrow(() -> new IllegalStateException("only a test measures figures"));
    }

    private static boolean isOfTest(StackFrame frame) {
        var type = frame.getDeclaringClass();
        return type.getName().startsWith("dev.interlude.")
                && type.getSimpleName().endsWith("Test")
                && !Modifier.isAbstract(type.getModifiers());
    }

    /** {@code lambda$cache_performance$3} is of {@code cache_performance}. */
    private static String method(String name) {
        return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
    }
}
