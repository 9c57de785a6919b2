package dev.interlude.outbox;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.ExecChainHandler;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;

/** Limits how long a receiver can keep us waiting, however slowly it sends, and how much of its body is read. */
final class AnswerLimit implements ExecChainHandler {

    /** The whole call took too long. */
    static final class Overrun extends IOException {

        Overrun(Throwable cause) {
            super("no whole answer in time", cause);
        }
    }

    private static final int MOST_READ = 16_384;

    private final ScheduledExecutorService clock;
    private final Duration limit;

    AnswerLimit(ScheduledExecutorService clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        var overrun = new AtomicBoolean();
        var alarm = clock.schedule(
                () -> {
                    overrun.set(true);
                    ((Cancellable) scope.originalRequest).cancel();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return read(chain.proceed(request, scope), scope);
        } catch (IOException | RuntimeException e) {
            if (overrun.get()) {
                throw new Overrun(e);
            }
            throw e;
        } finally {
            alarm.cancel(false);
        }
    }

    /** Without its body; with too much of it the connection is given up. */
    private static ClassicHttpResponse read(ClassicHttpResponse answer, ExecChain.Scope scope) throws IOException {
        var body = answer.getEntity();
        if (body != null) {
            var content = body.getContent();
            if (content != null && content.readNBytes(MOST_READ + 1).length <= MOST_READ) {
                content.close();
            } else {
                scope.execRuntime.discardEndpoint();
            }
            answer.setEntity(null);
        }
        return answer;
    }
}
