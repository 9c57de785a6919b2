package dev.interlude.platform.start;

import java.util.stream.Stream;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Reports what no analyzer recognises; registered behind Spring's analyzers. */
public final class UnexpectedFailure implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        new PlainReport().report(analysis(failure));
        return true;
    }

    static FailureAnalysis analysis(Throwable failure) {
        var deepest = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .reduce(failure, (above, below) -> below);
        var sentence = String.valueOf(deepest.getMessage()).lines().findFirst().orElse("no reason given");
        return new FailureAnalysis(
                "The start failed unexpectedly: %s: %s"
                        .formatted(deepest.getClass().getSimpleName(), sentence),
                "Run it again with --verbose, and report what it shows.",
                failure);
    }
}
