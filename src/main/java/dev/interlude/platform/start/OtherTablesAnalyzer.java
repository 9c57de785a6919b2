package dev.interlude.platform.start;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in one sentence that the tables come from other migrations than this version's, and what to do. */
public final class OtherTablesAnalyzer extends AbstractFailureAnalyzer<FlywayValidateException> {

    private final Environment environment;

    public OtherTablesAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, FlywayValidateException trouble) {
        return new FailureAnalysis(
                "%s holds tables of an unreleased version, which this one cannot take over: %s, and start again."
                        .formatted(
                                UnreachableDatabaseAnalyzer.database(environment),
                                UnreachableDatabaseAnalyzer.isEmbedded(environment)
                                        ? "delete that directory"
                                        : "drop and create that database"),
                null,
                trouble);
    }
}
