package dev.interlude.platform.http;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Reads a body of bounded size that must come in time, so that slow senders do not keep the threads. */
final class BodyReader {

    /** A sender may be as slow as it likes for this long: a connection has to warm up. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    private static final int CHUNK = 8192;

    private final Duration longest;
    private final long bytesPerSecond;
    private final SlowBodies slow;
    private final LongSupplier nanos;

    /** @param nanos a clock that only goes forward */
    BodyReader(Duration longest, long bytesPerSecond, SlowBodies slow, LongSupplier nanos) {
        this.longest = longest;
        this.bytesPerSecond = bytesPerSecond;
        this.slow = slow;
        this.nanos = nanos;
    }

    /** It did not come within its time, or slower than it must. */
    static final class TooSlow extends IOException {

        private static final long serialVersionUID = 1L;

        TooSlow() {
            super("The body came too slowly");
        }
    }

    /** Too many others are being waited for. */
    static final class TooMany extends IOException {

        private static final long serialVersionUID = 1L;

        TooMany() {
            super("Too many slow bodies are under way");
        }
    }

    /**
     * @param sender whose bodies are counted together: a caller, or the address of a delivery
     * @return at most one byte more than the limit
     * @throws TooSlow also when no byte came for as long as the connector waits
     * @throws TooMany when it would have to be waited for
     */
    byte[] read(HttpServletRequest request, String sender, int limit) throws IOException {
        var read = new ByteArrayOutputStream();
        copy(request, sender, limit + 1, read);
        return read.toByteArray();
    }

    /** Reads and throws away, so that a sender who is still sending sees the refusal. */
    void discard(HttpServletRequest request, String sender, int limit) throws IOException {
        copy(request, sender, limit, OutputStream.nullOutputStream());
    }

    private void copy(HttpServletRequest request, String sender, int most, OutputStream to) throws IOException {
        var body = request.getInputStream();
        var waits = false;
        try {
            var began = nanos.getAsLong();
            var chunk = new byte[CHUNK];
            var read = 0;
            while (read < most) {
                if (!waits && mustWait(body)) {
                    waits = slow.enter(sender);
                    if (!waits) {
                        throw new TooMany();
                    }
                }
                var count = next(body, chunk, Math.min(CHUNK, most - read));
                if (count < 0) {
                    return;
                }
                to.write(chunk, 0, count);
                read += count;
                requireInTime(Duration.ofNanos(nanos.getAsLong() - began), read);
            }
        } finally {
            if (waits) {
                slow.leave(sender);
            }
        }
    }

    private static boolean mustWait(ServletInputStream body) throws IOException {
        return !body.isFinished() && body.available() == 0;
    }

    private static int next(ServletInputStream body, byte[] chunk, int most) throws IOException {
        try {
            return body.read(chunk, 0, most);
        } catch (IOException e) {
            if (e instanceof SocketTimeoutException || e.getCause() instanceof SocketTimeoutException) {
                throw new TooSlow();
            }
            throw e;
        }
    }

    private void requireInTime(Duration taken, int bytes) throws TooSlow {
        var allowed = GRACE.plusNanos(bytes * 1_000_000_000L / bytesPerSecond);
        if (taken.compareTo(allowed) > 0 || taken.compareTo(longest) > 0) {
            throw new TooSlow();
        }
    }
}
