package dev.interlude.sync.jdbc;

import dev.interlude.platform.Refused;

/** Why something failed, in a sentence that may be kept and shown. */
final class Reasons {

    private static final int LONGEST = 500;

    private Reasons() {}

    static String of(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.problem().code() + ": " + refused.problem().detail();
            }
        }
        var text = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
