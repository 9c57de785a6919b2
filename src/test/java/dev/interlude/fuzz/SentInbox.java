package dev.interlude.fuzz;

import dev.interlude.bench.MeasuredServer;
import dev.interlude.sandbox.webhook.Delivery;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inbox of a server that is sent broken deliveries: what whole ones look like, and how each one has ended. */
final class SentInbox {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int EVENT_TYPE = 101;

    private final MeasuredServer server;
    private final JdbcClient database;

    SentInbox(MeasuredServer server) {
        this.server = server;
        this.database = JdbcClient.create(server.pool());
    }

    /** What Cal.com delivers of bookings that are made, moved and cancelled there. */
    List<String> recorded() throws IOException {
        var calcom = server.calcom();
        server.interlude()
                .put("/api/v1/webhook-registration", Map.of("subscriberUrl", server.url() + "/webhooks/calcom"));
        for (var day = 0; day < 3; day++) {
            var start = LocalDate.now().plusDays(320 + 7L * day).with(DayOfWeek.WEDNESDAY) + "T10:00:00Z";
            var attendee = Map.of("name", "Zoë", "email", "zoe@example.com", "timeZone", "Europe/Berlin");
            var booked = calcom.post(
                    "/v2/bookings", Map.of("start", start, "eventTypeId", EVENT_TYPE, "attendee", attendee));
            var uid = booked.body().at("/data/uid").asText();
            var moved =
                    calcom.post("/v2/bookings/" + uid + "/reschedule", Map.of("start", start.replace("T10", "T12")));
            calcom.post(
                    "/v2/bookings/" + moved.body().at("/data/uid").asText() + "/cancel",
                    Map.of("cancellationReason", "at Cal.com"));
        }
        server.interlude().send("DELETE", "/api/v1/webhook-registration", null, Map.of());
        var bodies = server.sandbox().deliveries().stream()
                .map(Delivery::body)
                .filter(body -> body.startsWith("{"))
                .toList();
        if (bodies.isEmpty()) {
            throw new IllegalStateException(
                    "The simulated Cal.com has delivered nothing; nothing can be changed in it.");
        }
        return bodies;
    }

    /** Deliveries that did not end, or ended without a reason. */
    List<Finding> unfinished() {
        var until = Instant.now().plus(PATIENCE);
        while (count("status in ('RECEIVED', 'FAILED')") > 0 && Instant.now().isBefore(until)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        var found = new ArrayList<Finding>();
        report(found, "still to be processed after " + PATIENCE, "status in ('RECEIVED', 'FAILED')");
        report(found, "dead without a reason", "status = 'DEAD' and coalesce(last_error, '') = ''");
        return found;
    }

    private void report(List<Finding> found, String wrong, String which) {
        var count = count(which);
        if (count > 0) {
            found.add(new Finding(count + " deliveries are " + wrong, "", rows(which)));
        }
    }

    private long count(String which) {
        return database.sql("select count(*) from webhook_delivery where " + which)
                .query(Long.class)
                .single();
    }

    private String rows(String which) {
        return database.sql("select status, attempts, last_error, left(body, 300) from webhook_delivery where " + which
                        + " limit 3")
                .query()
                .listOfRows()
                .toString();
    }

    /** How many have ended in which way. */
    Map<String, Long> ended() {
        var ended = new TreeMap<String, Long>();
        database.sql("select status, count(*) as n from webhook_delivery group by status")
                .query(row -> {
                    ended.put(row.getString("status"), row.getLong("n"));
                });
        return ended;
    }
}
