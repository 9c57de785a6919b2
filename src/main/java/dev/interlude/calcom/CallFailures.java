package dev.interlude.calcom;

import dev.interlude.calcom.answers.CalcomAnswer.Kind;
import dev.interlude.calcom.answers.CalcomAnswer.Trouble;
import dev.interlude.platform.problems.Reasons;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Classifies the exception of a call: above all, whether Cal.com may have executed it. */
public class CallFailures {

    private static final Logger LOG = LoggerFactory.getLogger(CallFailures.class);
    private static final int RETRY_SOON = 5;

    private final Counter untrusted;

    public CallFailures(MeterRegistry meters) {
        this.untrusted = Counter.builder("interlude.calcom.tls.failures")
                .description("calls whose connection was not secure: a certificate that is not valid, or no TLS")
                .register(meters);
    }

    public Trouble read(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                untrusted.increment();
            }
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

    /** The trouble that a call ended in, or what kept it from being sent at all. */
    public Trouble of(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CalcomTrouble trouble) {
                return trouble.trouble();
            }
        }
        LOG.warn("A call to Cal.com could not be made: {}", Reasons.of(failure), Reasons.traceOf(failure));
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
