package dev.interlude.fuzz;

import dev.interlude.bench.MeasuredServer;
import dev.interlude.sandbox.SandboxSettings;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** A server of its own with a healthy simulated Cal.com, and everything that is sent to it to find out what it cannot bear. */
final class FuzzRun implements AutoCloseable {

    private static final int SENDERS = 6;

    private final MeasuredServer server;
    private final long seed;
    private final Ids ids = new Ids();
    private final AtomicInteger done = new AtomicInteger();

    private FuzzRun(MeasuredServer server, long seed) {
        this.server = server;
        this.seed = seed;
    }

    /** @param log {@code logging.threshold.console=…} of the server */
    static FuzzRun start(long seed, String log) throws IOException {
        return new FuzzRun(
                MeasuredServer.start(
                        SandboxSettings::of,
                        log,
                        "interlude.calcom.accounts.salon.calls=1000000",
                        "interlude.api.admin-requests-per-minute=100000000",
                        "interlude.api.webhook-requests-per-minute=100000000",
                        "interlude.availability.read-ahead=0s",
                        "interlude.availability.horizon-days=36500",
                        "interlude.catalog-check.delay=86400000",
                        "interlude.sync.incremental-schedule=0 0 0 1 1 ? 2099",
                        "interlude.sync.full-schedule=0 0 0 1 1 ? 2099",
                        "interlude.webhook.attempts=3",
                        "interlude.webhook.back-off=100ms",
                        "interlude.webhook.back-off-max=400ms",
                        "interlude.webhook.look-every=200"),
                seed);
    }

    MeasuredServer server() {
        return server;
    }

    /** How many have been sent. */
    int done() {
        return done.get();
    }

    /** Everything wrong with the answers to so many requests to the API. */
    Collection<Finding> requests(int count) throws Exception {
        var requests = new ApiRequests(ids, server.key(), seed);
        warmUp(requests);
        return send(count, server.port(), requests::number, new Verdict(true, this::callsOf));
    }

    /** The first request of each kind makes the server load what it needs: that is no measure of its patience. */
    private void warmUp(ApiRequests requests) throws IOException {
        for (var n = 1; n <= requests.operations().size(); n++) {
            Wire.send(server.port(), requests.number(-n));
        }
    }

    /** The same for the management port. */
    Collection<Finding> management(int count) throws Exception {
        var requests = new ConsoleRequests(ids, server.managementPort(), server.key(), seed);
        requests.logIn();
        return send(count, server.managementPort(), requests::number, new Verdict(false, this::callsOf));
    }

    /** The same for deliveries, and for what has become of them. */
    Collection<Finding> deliveries(int count) throws Exception {
        var inbox = new SentInbox(server);
        var deliveries = new Deliveries(inbox.recorded(), seed);
        var found = send(count, server.port(), deliveries::number, new Verdict(true, this::callsOf));
        found.addAll(inbox.unfinished());
        return found;
    }

    private Collection<Finding> send(int count, int port, IntFunction<Request> requests, Verdict verdict)
            throws InterruptedException, ExecutionException {
        var found = new ConcurrentLinkedQueue<Finding>();
        var next = new AtomicInteger();
        var senders = Executors.newFixedThreadPool(SENDERS);
        try {
            List<Future<?>> sending = IntStream.range(0, SENDERS)
                    .<Future<?>>mapToObj(i -> senders.submit(() -> {
                        for (var n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                            judge(n, port, requests.apply(n), verdict, found);
                        }
                        return null;
                    }))
                    .toList();
            for (var sender : sending) {
                sender.get();
            }
        } finally {
            senders.shutdownNow();
        }
        return found;
    }

    private void judge(int number, int port, Request request, Verdict verdict, Collection<Finding> found)
            throws IOException {
        var reply = Wire.send(port, request);
        var wrong = verdict.of(request, reply);
        if (!wrong.isEmpty()) {
            found.add(Finding.of(number, port, request, reply, wrong));
        }
        if (reply.status() / 100 == 2 && request.method().equals("POST")) {
            ids.learn(reply.body());
        }
        done.incrementAndGet();
    }

    private long callsOf(String trace) {
        return server.sandbox().requests().stream()
                .filter(received ->
                        received.headers().getOrDefault("traceparent", "").contains(trace))
                .count();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
