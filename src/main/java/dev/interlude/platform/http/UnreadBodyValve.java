package dev.interlude.platform.http;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * A request that was answered without its body being read, such as one without a key: what has come of the body is
 * thrown away, what has not is not waited for, and the connection is closed. Tomcat would read on for as long as a byte
 * comes now and then, on the request's thread.
 */
final class UnreadBodyValve extends ValveBase {

    private static final int CHUNK = 8192;

    UnreadBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!isRead(request)) {
            discardWhatHasCome(request);
        }
        if (!isRead(request)) {
            // Tomcat makes a 500 of a success that has not left yet.
            response.flushBuffer();
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    private static boolean isRead(Request request) {
        var read = new AtomicBoolean();
        request.getCoyoteRequest().action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        return read.get();
    }

    /** So that the answer reaches a sender who has sent all of it already. */
    private static void discardWhatHasCome(Request request) {
        var chunk = new byte[CHUNK];
        try {
            var body = request.getStream();
            while (body.available() > 0 && body.read(chunk) > 0) {
                // thrown away
            }
        } catch (IOException e) {
            // The sender is gone; the connection is closed next.
        }
    }
}
