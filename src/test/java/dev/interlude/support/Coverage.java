package dev.interlude.support;

import java.lang.management.ManagementFactory;
import java.util.stream.Collectors;

/** What makes another process record what of the Java and the flows it runs, if this one does: {@code -Dcoverage}. */
final class Coverage {

    private static final String FLOWS = "interlude.coverage";

    private Coverage() {}

    static boolean isRecorded() {
        return System.getProperty(FLOWS) != null;
    }

    /** Arguments of its JVM, each with a space behind it. */
    static String arguments() {
        if (!isRecorded()) {
            return "";
        }
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("-javaagent:") && argument.contains("jacoco"))
                .map(argument -> argument + " ")
                .collect(Collectors.joining("", "-D" + FLOWS + "=" + System.getProperty(FLOWS) + " ", ""));
    }
}
