package dev.interlude.chaos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.chaos.Request.Told;
import dev.interlude.support.Pacing;
import dev.interlude.support.Reply;
import dev.interlude.support.Upstream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Asks as a good client does: the same again, under the same key, now at this node and now at that, until it is answered. */
final class Patience {

    private static final Set<String> UNDECIDED = Set.of("BOOKING", "RESCHEDULING", "CANCEL_PENDING", "COMPENSATING");
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int WHIMS = 20;
    private static final int FOREVER = Integer.MAX_VALUE;

    private final ChaosSite site;
    private final Answers answers;
    private final Random random;
    private volatile long end = Long.MAX_VALUE;

    Patience(ChaosSite site, Answers answers, Random random) {
        this.site = site;
        this.answers = answers;
        this.random = random;
    }

    /** Until then a request that has no answer is repeated; by {@link System#nanoTime}. */
    void end(long end) {
        this.end = end;
    }

    /**
     * Sends a change, now and then at two nodes at once, and now and then again when it has been answered. Now and then the
     * caller goes away after the first try; then the request is unsure.
     *
     * @return null: there was no answer that decides
     */
    Reply posted(Request request, String path, String key, ObjectNode body) {
        Function<Upstream, Reply> ask = at -> at.post(path, body, "Idempotency-Key", key);
        var whim = random.nextInt(WHIMS);
        if (whim == 0) {
            any().traced(request.trace()).posting(path, body, "Idempotency-Key", key);
        }
        var reply = until(request, whim == 1 ? 1 : FOREVER, true, ask, Patience::decides);
        if (reply == null && whim == 1) {
            request.told(Told.UNSURE, Map.of());
        }
        if (reply != null && whim == 2) {
            until(request, FOREVER, false, ask, Patience::decides);
        }
        return reply;
    }

    /** After a 202: what GET says of a booking when it is decided. */
    Reply decided(Request request, Reply reply) {
        return reply == null || reply.status() != 202
                ? reply
                : read(
                        request,
                        "/api/v1/bookings/" + reply.id(),
                        now -> now.status() == 200 && !UNDECIDED.contains(now.at("/status")));
    }

    Reply read(Request request, String path, Predicate<Reply> done) {
        return until(request, FOREVER, false, at -> at.get(path), done);
    }

    /** Asks once; whatever the answer. */
    void look(Request request, String path) {
        until(request, 1, false, at -> at.get(path), Patience::decides);
    }

    private Reply until(
            Request request, int attempts, boolean changes, Function<Upstream, Reply> ask, Predicate<Reply> done) {
        for (int n = 0; n < attempts && System.nanoTime() < end; n++) {
            var reply = once(request, changes, ask);
            if (reply != null && done.test(reply)) {
                return reply;
            }
            Pacing.rest(pause(reply));
        }
        return null;
    }

    private Reply once(Request request, boolean changes, Function<Upstream, Reply> ask) {
        var node = random.nextInt(site.nodes());
        var began = System.nanoTime();
        try {
            var reply = ask.apply(site.at(node).traced(request.trace()));
            answers.add(
                    node, began, reply.status(), changes, request.key() + ", trace " + request.trace() + ": " + reply);
            return reply;
        } catch (UncheckedIOException e) {
            answers.add(node, began, 0, false, "");
            return null;
        }
    }

    private Upstream any() {
        return site.at(random.nextInt(site.nodes()));
    }

    private static Duration pause(Reply reply) {
        var said = reply == null ? null : reply.header("Retry-After");
        var pause = said == null ? PAUSE : Duration.ofSeconds(Long.parseLong(said));
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static boolean decides(Reply reply) {
        return switch (reply.status()) {
            case 408, 429 -> false;
            case 409 -> reply.header("Retry-After") == null;
            default -> reply.status() < 500;
        };
    }
}
