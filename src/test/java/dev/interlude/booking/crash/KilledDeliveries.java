package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.webhook.Signature;
import dev.interlude.support.Deliverable;
import dev.interlude.support.FromCalcom;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A stream of Cal.com's webhooks, each about a booking that others made; the server is killed under it. Nothing else sends any. */
final class KilledDeliveries implements UnderWay {

    private static final int PER_SECOND = 200;
    private static final Duration STREAM = Duration.ofSeconds(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long[] CUTS = {101, 102, 103, 104, 105};
    private static final String EMAIL = "else@example.com";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final AtomicInteger sent = new AtomicInteger();
    private final ScheduledExecutorService stream = Executors.newScheduledThreadPool(16);
    private final Crash crash;

    private KilledDeliveries(Crash crash) {
        this.crash = crash;
        var server = crash.victim().url();
        stream.scheduleAtFixedRate(
                () -> stream.execute(() -> deliver(server)), 0, 1_000_000 / PER_SECOND, TimeUnit.MICROSECONDS);
        await().pollDelay(STREAM).atMost(PATIENCE).until(() -> answered.size() > PER_SECOND);
    }

    static KilledDeliveries at(Crash crash) {
        crash.atVictim();
        return new KilledDeliveries(crash);
    }

    @Override
    public void fall() {
        stream.shutdownNow();
        try {
            stream.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    void requireOneEffectEach() {
        assertThat(count("webhook_delivery")).isGreaterThanOrEqualTo(answered.size());
        await().atMost(PATIENCE).until(() -> count("webhook_delivery where status in ('RECEIVED', 'FAILED')") == 0);
        var taken = crash.jdbc
                .sql(
                        """
                select s.calcom_uid from segment s join booking b on b.id = s.booking
                where b.status = 'BOOKED' and s.status = 'BOOKED' and s.calcom_uid like 'killed%'
                  and (select count(*) from booking_history h where h.booking = b.id and h.what = 'made in Cal.com') = 1
                """)
                .query(String.class)
                .list();
        assertThat(taken).doesNotHaveDuplicates().containsAll(answered);
        assertThat(count("booking where attendee_email = '" + EMAIL + "'")).isEqualTo(taken.size());
        assertThat(count("webhook_effect")).isEqualTo(taken.size());
    }

    private int count(String what) {
        return crash.jdbc
                .sql("select count(*) from " + what)
                .query(Integer.class)
                .single();
    }

    private void deliver(String server) {
        var n = sent.getAndIncrement();
        var uid = "killed" + n;
        var start = Instant.parse("2031-01-01T00:00:00Z").plus(Duration.ofMinutes(30L * (n / CUTS.length)));
        var body = Deliverable.created(uid, CUTS[n % CUTS.length], start, EMAIL).getBytes(StandardCharsets.UTF_8);
        try {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(server + "/webhooks/calcom"))
                            .header("Content-Type", "application/json")
                            .header("X-Cal-Signature-256", Signature.of(body, FromCalcom.SECRET))
                            .POST(BodyPublishers.ofByteArray(body))
                            .build(),
                    BodyHandlers.discarding());
            if (answer.statusCode() == 200) {
                answered.add(uid);
            }
        } catch (Exception e) {
            // Not answered, so not promised.
        }
    }
}
