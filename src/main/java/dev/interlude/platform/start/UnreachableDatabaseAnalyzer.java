package dev.interlude.platform.start;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.Environment;

/** Says in one sentence why the database cannot be used. */
public final class UnreachableDatabaseAnalyzer extends AbstractFailureAnalyzer<SQLException> {

    private final String database;
    private final boolean embedded;

    public UnreachableDatabaseAnalyzer(Environment environment) {
        database = database(environment) + " ";
        embedded = isEmbedded(environment);
    }

    /** Its name for people. */
    static String database(Environment environment) {
        return isEmbedded(environment)
                ? "The PostgreSQL in %s (INTERLUDE_DATA_DIR)"
                        .formatted(Path.of(environment.getProperty("interlude.data-dir", ""))
                                .toAbsolutePath()
                                .normalize())
                : "The database of INTERLUDE_DATABASE_URL";
    }

    static boolean isEmbedded(Environment environment) {
        return environment.getProperty("spring.datasource.url", "").isBlank();
    }

    @Override
    protected FailureAnalysis analyze(Throwable failure, SQLException trouble) {
        var state = String.valueOf(trouble.getSQLState());
        return switch (state) {
            case "28000", "28P01" ->
                embedded
                        ? why("refuses the passwords kept there.", "Put back the files that end in .password.", trouble)
                        : why(
                                "refuses INTERLUDE_DATABASE_USER or INTERLUDE_DATABASE_PASSWORD.",
                                "Set both as that database knows them.",
                                trouble);
            case "3D000" ->
                why("does not exist.", "Create it, or correct its name in INTERLUDE_DATABASE_URL.", trouble);
            case "53300" ->
                why(
                        "has no connection left.",
                        "Raise its max_connections, or lower INTERLUDE_DATABASE_CONNECTIONS of each node.",
                        trouble);
            case "57P03" -> why("is just starting or stopping.", "Start again in a moment.", trouble);
            default -> state.startsWith("08") ? unreachable(failure, trouble) : null;
        };
    }

    private FailureAnalysis why(String what, String next, Throwable trouble) {
        return new FailureAnalysis(database + what, next, trouble);
    }

    private FailureAnalysis unreachable(Throwable failure, SQLException trouble) {
        var next = embedded
                ? "Look into the log for what PostgreSQL said, and start again."
                : "Start that PostgreSQL, or correct INTERLUDE_DATABASE_URL.";
        var causes = Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .toList();
        for (var cause : causes) {
            if (cause instanceof UnknownHostException) {
                return new FailureAnalysis(
                        "The host of INTERLUDE_DATABASE_URL, '%s', cannot be resolved.".formatted(cause.getMessage()),
                        "Correct the host, or the name service of this machine.",
                        trouble);
            }
            if (cause instanceof ConnectException) {
                return why("cannot be reached: " + cause.getMessage() + ".", next, trouble);
            }
        }
        return why("does not answer.", next, trouble);
    }
}
