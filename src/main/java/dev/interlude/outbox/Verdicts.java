package dev.interlude.outbox;

import dev.interlude.outbox.Verdict.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Reads the answer of a subscriber or broker, or why there is none. The body of the answer is not kept. */
public class Verdicts {

    private static final int GONE = 410;

    /** Only 2xx means accepted; redirects are not followed. */
    public Verdict answered(int status) {
        if (status >= 200 && status < 300) {
            return new Verdict(Kind.DELIVERED, null, false);
        }
        return status == GONE
                ? new Verdict(Kind.GONE, "answered 410 Gone", false)
                : new Verdict(Kind.RETRY, "answered " + status, false);
    }

    /** A broker has it. */
    public Verdict accepted() {
        return new Verdict(Kind.DELIVERED, null, false);
    }

    /** A broker answered, but did not take it. */
    public Verdict refused(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new Verdict(Kind.RETRY, "refused it: " + cause.getClass().getSimpleName(), false);
    }

    public Verdict unanswered(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var why = why(cause);
            if (why != null) {
                return new Verdict(Kind.RETRY, why, true);
            }
        }
        return new Verdict(Kind.RETRY, "broke off: " + failure.getClass().getSimpleName(), true);
    }

    private static String why(Throwable cause) {
        if (cause instanceof ReceiverNames.PrivateAddress) {
            return "its name leads to a private address";
        }
        if (cause instanceof UnknownHostException) {
            return "its name is not known";
        }
        if (cause instanceof AnswerLimit.Overrun
                || cause instanceof SocketTimeoutException
                || cause.getClass().getSimpleName().equals("TimeoutException")) { // Java's own, or a broker's client's
            return "did not answer in time";
        }
        if (cause instanceof ConnectException) {
            return "takes no connections";
        }
        return cause instanceof SSLException ? "is not the one its name says, or speaks no TLS" : null;
    }
}
