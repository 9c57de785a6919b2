package dev.interlude.sandbox.webhook;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.sandbox.model.Booking;
import dev.interlude.sandbox.model.Json;
import dev.interlude.sandbox.model.SandboxClock;
import dev.interlude.sandbox.model.Store;
import dev.interlude.sandbox.model.Webhook;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells the webhooks of what happened, inside the request that made it happen: one attempt each, all at once, waited for.
 */
public final class Deliveries {
    private static final int KEPT = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(300);

    private final Store store;
    private final SandboxClock clock;
    private final Deque<Delivery> log = new ArrayDeque<>();
    private final AtomicLong seq = new AtomicLong();
    private HttpClient client;
    private Trouble trouble = Trouble.NONE;
    private Random chance = new Random(0);

    public Deliveries(Store store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
    }

    public synchronized void trouble(Trouble trouble) {
        this.trouble = trouble;
        this.chance = new Random(trouble.seed());
    }

    public void tell(Trigger trigger, Booking booking, ObjectNode payload) {
        var sent = new ArrayList<CompletableFuture<?>>();
        for (var webhook : store.webhooks().values()) {
            if (concerns(webhook, trigger, booking)) {
                sent.addAll(deliver(webhook, trigger, booking, payload));
            }
        }
        sent.forEach(CompletableFuture::join);
    }

    private boolean concerns(Webhook webhook, Trigger trigger, Booking booking) {
        return webhook.active()
                && webhook.triggers().contains(trigger.name())
                // A webhook of a user tells only of what that user organizes, whomever else they administer.
                && (webhook.eventTypeId() == null
                        ? webhook.userId() == booking.host.id()
                        : webhook.eventTypeId() == booking.eventTypeId);
    }

    /** The attempts that the request has to wait for. */
    private List<CompletableFuture<?>> deliver(Webhook webhook, Trigger trigger, Booking booking, ObjectNode payload) {
        double lost;
        double doubled;
        double late;
        Trouble now;
        synchronized (this) {
            now = trouble;
            lost = chance.nextDouble();
            doubled = chance.nextDouble();
            late = chance.nextDouble();
        }
        if (lost < now.lost()) {
            var body = body(trigger, payload);
            record(trigger, booking, webhook, body, "lost");
            return List.of();
        }
        var attempts = new ArrayList<CompletableFuture<?>>();
        for (int copies = doubled < now.doubled() ? 2 : 1; copies > 0; copies--) {
            if (late < now.late()) {
                CompletableFuture.delayedExecutor(now.lateMillis(), TimeUnit.MILLISECONDS)
                        .execute(() -> send(webhook, trigger, booking, payload));
            } else {
                attempts.add(send(webhook, trigger, booking, payload));
            }
        }
        return attempts;
    }

    private CompletableFuture<?> send(Webhook webhook, Trigger trigger, Booking booking, ObjectNode payload) {
        var body = body(trigger, payload);
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(URI.create(webhook.subscriberUrl()))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("X-Cal-Signature-256", Signature.of(body, webhook.secret()))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
        } catch (IllegalArgumentException e) {
            record(trigger, booking, webhook, body, "unusable address");
            return CompletableFuture.completedFuture(null);
        }
        return client().sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> {
                    var outcome = failure == null ? Integer.toString(answer.statusCode()) : failure.toString();
                    record(trigger, booking, webhook, body, outcome);
                    return null;
                });
    }

    private byte[] body(Trigger trigger, ObjectNode payload) {
        var body = Json.object().put("triggerEvent", trigger.name()).put("createdAt", Json.instant(clock.now()));
        body.set("payload", payload);
        return Json.bytes(body);
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();
        }
        return client;
    }

    private void record(Trigger trigger, Booking booking, Webhook webhook, byte[] body, String outcome) {
        var delivery = new Delivery(
                seq.incrementAndGet(),
                clock.now(),
                trigger.name(),
                booking.uid,
                webhook.subscriberUrl(),
                new String(body, StandardCharsets.UTF_8),
                Signature.of(body, webhook.secret()),
                outcome);
        synchronized (log) {
            log.addLast(delivery);
            if (log.size() > KEPT) {
                log.removeFirst();
            }
        }
    }

    /** The last two thousand, oldest first. */
    public List<Delivery> log() {
        synchronized (log) {
            return List.copyOf(log);
        }
    }

    public void reset() {
        trouble(Trouble.NONE);
        synchronized (log) {
            log.clear();
        }
    }
}
