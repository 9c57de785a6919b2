package dev.interlude.platform.start;

import java.io.PrintStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;
import org.springframework.boot.diagnostics.LoggingFailureAnalysisReporter;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.annotation.Order;

/** Says why the server does not start in one sentence, and what to do next; in the place of Spring's own report. */
@Order(0)
public final class PlainReport implements FailureAnalysisReporter {

    private static final Logger LOG = LoggerFactory.getLogger(PlainReport.class);

    private final PrintStream out;

    public PlainReport() {
        this(System.err);
    }

    PlainReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void report(FailureAnalysis why) {
        LoggingSystem.get(getClass().getClassLoader())
                .setLogLevel(LoggingFailureAnalysisReporter.class.getName(), LogLevel.OFF);
        out.println("interlude: " + why.getDescription());
        if (why.getAction() != null) {
            out.println("Next: " + why.getAction());
        }
        LOG.debug("Why the start failed", why.getCause());
    }
}
