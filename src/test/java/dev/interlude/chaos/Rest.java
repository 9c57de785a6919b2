package dev.interlude.chaos;

import dev.interlude.support.Pacing;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Waits until everything has come to rest: nothing is open here, and a comparison of both sides finds nothing to repair. */
final class Rest {

    /** What is younger is not compared ({@code interlude.sync.grace}). */
    private static final Duration GRACE = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Set<String> LEFT_TO_PEOPLE = Set.of("flagged", "ignored");

    private final ChaosSite site;

    Rest(ChaosSite site) {
        this.site = site;
    }

    /** @param lastChange when callers and others have stopped */
    void await(Instant lastChange) {
        quiet("nothing is open");
        var young = Duration.between(Instant.now(), lastChange.plus(GRACE));
        System.out.printf("waiting %d s until both sides can be compared%n", Math.max(0, young.toSeconds()));
        Pacing.rest(young.isNegative() ? Duration.ZERO : young.plusSeconds(1));
        for (int n = 1; n <= 5; n++) {
            var report = compared();
            System.out.println("comparison " + n + " found " + report.json().path("found") + ", outcome "
                    + report.json().path("outcome"));
            quiet("repairs are done");
            if (report.at("/state").equals("done") && LEFT_TO_PEOPLE.containsAll(report.each("/items", "state"))) {
                return;
            }
        }
    }

    /** What is still open after this is found by the verdict. */
    private void quiet(String what) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .ignoreExceptions()
                    .until(() -> Books.open(site.jdbc()).isEmpty());
        } catch (ConditionTimeoutException e) {
            System.out.println("after " + PATIENCE.toMinutes() + " minutes it is not true that " + what + ": "
                    + Books.open(site.jdbc()).size() + " left");
        }
    }

    private Reply compared() {
        var begun = Awaitility.await("a comparison begins")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .ignoreException(UncheckedIOException.class)
                .until(
                        () -> site.at(0)
                                .post("/api/v1/sync", RequestBodies.object().put("mode", "full")),
                        reply -> reply.status() == 202);
        return Awaitility.await("it ends")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreException(UncheckedIOException.class)
                .until(
                        () -> site.at(0).get("/api/v1/sync/runs/" + begun.at("/runId")),
                        report -> List.of("done", "failed", "superseded").contains(report.at("/state")));
    }
}
