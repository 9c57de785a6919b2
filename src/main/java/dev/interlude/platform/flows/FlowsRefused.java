package dev.interlude.platform.flows;

import org.apache.camel.util.ObjectHelper;

/** Flows that cannot take the place of the running ones. */
final class FlowsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param where the file, or the route in it */
    FlowsRefused(String where, Throwable why) {
        super(where + ": " + deepest(why), why);
    }

    private static String deepest(Throwable why) {
        var last = why;
        for (var cause : ObjectHelper.createExceptionIterable(why)) {
            last = cause.getMessage() == null ? last : cause;
        }
        return last.getMessage();
    }
}
