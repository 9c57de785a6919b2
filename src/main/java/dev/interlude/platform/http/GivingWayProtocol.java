package dev.interlude.platform.http;

import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * Near the connection limit, closes connections that have been idle for a second, so that the next caller is served.
 * Tomcat instantiates it by name.
 */
public final class GivingWayProtocol extends Http11NioProtocol {

    private static final int LOOK_EVERY_MILLIS = 250;
    private static final int SHORT_WAIT_MILLIS = 1000;
    /** Percent of the connection limit at which this begins. */
    private static final int TIGHT = 80;

    private ScheduledFuture<?> looking;

    @Override
    public void start() throws Exception {
        super.start();
        looking = getUtilityExecutor()
                .scheduleWithFixedDelay(this::makeRoom, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        if (looking != null) {
            looking.cancel(false);
        }
        super.stop();
    }

    /** Only shortens the keep-alive timeout; Tomcat itself closes the connections safely. */
    private void makeRoom() {
        if (getEndpoint().getConnectionCount() * 100L < (long) getEndpoint().getMaxConnections() * TIGHT) {
            return;
        }
        for (var connection : getEndpoint().getConnections()) {
            if (connection.getReadTimeout() > SHORT_WAIT_MILLIS) {
                connection.setReadTimeout(SHORT_WAIT_MILLIS);
            }
        }
    }
}
