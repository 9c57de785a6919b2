package dev.interlude.outbox;

import dev.interlude.outbox.Verdict.Kind;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Reads what a subscriber answered, or why it did not. Its own words are not kept: nobody asked for them. */
public class Verdicts {

    private static final int GONE = 410;

    /** 2xx alone means that it was taken; an address that redirects is not followed. */
    public Verdict answered(int status) {
        if (status >= 200 && status < 300) {
            return new Verdict(Kind.TOLD, null, false);
        }
        return status == GONE
                ? new Verdict(Kind.GONE, "answered 410 Gone", false)
                : new Verdict(Kind.AGAIN, "answered " + status, false);
    }

    public Verdict unanswered(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            var why = why(cause);
            if (why != null) {
                return new Verdict(Kind.AGAIN, why, true);
            }
        }
        return new Verdict(Kind.AGAIN, "broke off: " + failure.getClass().getSimpleName(), true);
    }

    private static String why(Throwable cause) {
        if (cause instanceof ReceiverNames.PrivateAddress) {
            return "its name leads to a private address";
        }
        if (cause instanceof UnknownHostException) {
            return "its name is not known";
        }
        if (cause instanceof AnswerLimit.Overrun || cause instanceof SocketTimeoutException) {
            return "did not answer in time";
        }
        if (cause instanceof ConnectException) {
            return "takes no connections";
        }
        return cause instanceof SSLException ? "is not the one its name says, or speaks no TLS" : null;
    }
}
