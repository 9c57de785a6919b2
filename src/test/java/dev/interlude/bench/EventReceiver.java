package dev.interlude.bench;

import com.sun.net.httpserver.HttpServer;
import dev.interlude.cli.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A subscriber to new bookings for the length of one stage, that says yes at once and, unlike the one of the tests, keeps nothing. */
final class EventReceiver {

    private static final int THREADS = 8;
    private static final long PATIENCE_SECONDS = 120;

    private final Client interlude;
    private final HttpServer server;
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong expected = new AtomicLong();
    private String subscription;

    EventReceiver(Client interlude) {
        this.interlude = interlude;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newFixedThreadPool(THREADS, work -> {
            var thread = new Thread(work, "events");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
            received.incrementAndGet();
        });
        server.start();
    }

    synchronized void subscribe() throws IOException {
        if (subscription == null) {
            var url = "http://127.0.0.1:%d/".formatted(server.getAddress().getPort());
            var answer =
                    interlude.post("/api/v1/subscriptions", Map.of("url", url, "events", List.of("booking.created")));
            if (answer.status() != 201) {
                throw new IOException("the subscription was answered with " + answer);
            }
            subscription = answer.body().path("id").asText();
        }
    }

    /** One more event will be told. */
    void expect() {
        expected.incrementAndGet();
    }

    /** Waits until all have been told, and ends the subscription. */
    synchronized void await() {
        var end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (received.get() < expected.get() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        if (received.get() < expected.get()) {
            System.out.printf("Only %d of %d events were told.%n", received.get(), expected.get());
        }
        try {
            interlude.send("DELETE", "/api/v1/subscriptions/" + subscription, null, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        subscription = null;
    }
}
