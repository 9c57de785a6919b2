package dev.interlude.calcom;

import dev.interlude.calcom.CalcomAnswer.Kind;
import dev.interlude.calcom.CalcomAnswer.Trouble;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what a call that ended in an exception means: above all, whether Cal.com may have done the work. */
public class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final int RETRY_SOON = 5;

    public Trouble read(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CalcomTrouble trouble) {
                return trouble.trouble();
            }
            if (cause instanceof ConnectionRequestTimeoutException) {
                return new Trouble(Kind.CROWDED, false, RETRY_SOON, "no connection free");
            }
            if (neverSent(cause)) {
                return new Trouble(
                        Kind.UNREACHABLE, false, RETRY_SOON, cause.getClass().getSimpleName());
            }
            if (cause instanceof SocketTimeoutException) {
                return new Trouble(Kind.SILENT, true, RETRY_SOON, "no answer in time");
            }
        }
        return new Trouble(Kind.BROKEN_OFF, true, RETRY_SOON, failure.getClass().getSimpleName());
    }

    /** What kept a call from being sent at all. */
    public Trouble notSent(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CalcomTrouble trouble) {
                return trouble.trouble();
            }
        }
        LOG.warn("A call to Cal.com could not be made", failure);
        return new Trouble(
                Kind.OVER_BUDGET, false, RETRY_SOON, failure.getClass().getSimpleName());
    }

    private static boolean neverSent(Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof ConnectTimeoutException;
    }
}
