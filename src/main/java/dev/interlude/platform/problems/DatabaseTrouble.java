package dev.interlude.platform.problems;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;

/** Distinguishes a database that is temporarily unavailable, worth a retry, from a wrong statement. */
public final class DatabaseTrouble {

    private static final int ASK_AGAIN = 5;
    private static final int DEEPEST_CAUSE = 30;

    /**
     * Classes of PostgreSQL's SQLSTATE: connection lost, rolled back for others' sake, out of resources (a full disk too),
     * stopped by an operator or a timeout, error of the system.
     */
    private static final Set<String> CLASSES = Set.of("08", "40", "53", "57", "58");

    /** Read-only, idle for too long, a lock not free in time. */
    private static final Set<String> STATES = Set.of("25006", "25P03", "55P03");

    private DatabaseTrouble() {}

    /** What the database or its driver said, if that is why this failed. */
    public static Optional<SQLException> in(Throwable failure) {
        var cause = failure;
        for (var depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof SQLException said && isTemporary(said)) {
                return Optional.of(said);
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** For the log: never the driver's text, which may quote a row. */
    public static String summary(SQLException said) {
        return "%s, SQLSTATE %s".formatted(said.getClass().getSimpleName(), said.getSQLState());
    }

    public static Problem problem() {
        return Problem.of(
                        ProblemCode.UNAVAILABLE,
                        "The database is not available just now. Ask again, with the same Idempotency-Key if there was one")
                .withRetryAfter(ASK_AGAIN);
    }

    private static boolean isTemporary(SQLException said) {
        var state = said.getSQLState();
        return said instanceof SQLTransientConnectionException
                || said instanceof SQLNonTransientConnectionException
                || said instanceof SQLRecoverableException
                // The pool's own exceptions have none.
                || state == null
                || STATES.contains(state)
                || state.length() == 5 && CLASSES.contains(state.substring(0, 2));
    }
}
