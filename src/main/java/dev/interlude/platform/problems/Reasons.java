package dev.interlude.platform.problems;

import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.util.PSQLException;

/**
 * Why something failed, in our own words. The text of a library or of the database may quote a name or an address: it is
 * neither stored, nor shown, nor logged.
 */
public final class Reasons {

    private static final String OURS = "dev.interlude.";
    /** Stands around every step of a flow, and so on every stack. */
    private static final String AROUND_STEPS = "dev.interlude.platform.flows.";

    private static final int DEEPEST_CAUSE = 30;
    private static final int LONGEST = 500;
    private static final List<Class<? extends RuntimeException>> LASTING = List.of(
            NullPointerException.class,
            ClassCastException.class,
            IndexOutOfBoundsException.class,
            ArithmeticException.class,
            NumberFormatException.class,
            DateTimeException.class,
            NoSuchElementException.class);
    private static final String ABSENT = "The database could not be reached, or took no more work.";

    /** One sentence of bounded length. */
    public static String of(Throwable failure) {
        var reason = refusal(failure)
                .or(() -> causes(failure)
                        .filter(Explained.class::isInstance)
                        .map(cause -> ((Explained) cause).reason())
                        .findFirst())
                .or(() -> causes(failure)
                        .filter(SQLException.class::isInstance)
                        .map(cause -> ofDatabase((SQLException) cause))
                        .findFirst())
                .or(() -> causes(failure)
                        .filter(Reasons::isOurs)
                        .map(Throwable::getMessage)
                        .findFirst())
                .orElseGet(() -> unexpected(causes(failure).reduce((a, b) -> b).orElse(failure)));
        return reason.substring(0, Math.min(LONGEST, reason.length()));
    }

    /** Whether the same attempt is bound to fail again: what was sent, or our own program, would have to change first. */
    public static boolean isLasting(Throwable failure) {
        return causes(failure)
                .anyMatch(cause -> cause instanceof SQLException sql
                        ? isLasting(sql)
                        : LASTING.stream().anyMatch(kind -> kind.isInstance(cause)));
    }

    /** The failure for the log: its classes and where they were thrown, with no text but ours. */
    public static Throwable traceOf(Throwable failure) {
        return new Trace(failure, 0);
    }

    private static Optional<String> refusal(Throwable failure) {
        return causes(failure)
                .filter(Refused.class::isInstance)
                .map(cause -> ((Refused) cause).problem())
                .map(problem -> problem.code() + ": " + problem.detail())
                .findFirst();
    }

    private static String ofDatabase(SQLException failure) {
        var state = String.valueOf(failure.getSQLState());
        if (failure.getSQLState() == null || state.matches("(08|53|57P|58).*")) {
            return ABSENT;
        }
        if (state.matches("40.*|55P03|57014|25P0.")) {
            return "The database was too busy with the same rows.";
        }
        var rule = failure instanceof PSQLException own && own.getServerErrorMessage() != null
                ? own.getServerErrorMessage().getConstraint()
                : null;
        return rule == null
                ? "The database refused a statement (SQLSTATE %s).".formatted(state)
                : "The database refused values that break its rule %s (SQLSTATE %s).".formatted(rule, state);
    }

    private static boolean isLasting(SQLException failure) {
        return String.valueOf(failure.getSQLState()).matches("22.*|23502|23514|42.*");
    }

    private static String unexpected(Throwable root) {
        var kind = root.getClass().getSimpleName();
        return Stream.of(root.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith(OURS)
                        && !frame.getClassName().startsWith(AROUND_STEPS))
                .findFirst()
                .map(frame ->
                        "Failed unexpectedly: %s at %s:%d.".formatted(kind, frame.getFileName(), frame.getLineNumber()))
                .orElse("Failed unexpectedly: %s.".formatted(kind));
    }

    private static boolean isOurs(Throwable failure) {
        return failure.getClass().getName().startsWith(OURS) && failure.getMessage() != null;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST_CAUSE);
    }

    private static final class Trace extends Throwable {

        private final String text;

        Trace(Throwable failure, int depth) {
            super(null, cause(failure, depth), false, true);
            this.text = failure.getClass().getName() + (isOurs(failure) ? ": " + failure.getMessage() : "");
            setStackTrace(failure.getStackTrace());
        }

        private static Throwable cause(Throwable failure, int depth) {
            return failure.getCause() == null || depth == DEEPEST_CAUSE
                    ? null
                    : new Trace(failure.getCause(), depth + 1);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
