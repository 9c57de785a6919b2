package dev.interlude.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.SalonTest;
import dev.interlude.support.Upstream;
import dev.interlude.support.count.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever makes an operation more costly says so here; whoever makes one cheaper, too. */
@Tag("integration")
@DisplayName("This much is done")
class WorkPerOperationTest extends SalonTest {

    private static final String NOTHING = "0 statements, 0 commits, 0 copies, 0 calls";

    private final Map<String, String> figures = new LinkedHashMap<>();

    @Test
    @DisplayName("for a search whose free times are cached, and for a composite of two parts")
    void work() {
        var limits = new AtomicInteger(10);
        // Never the same question: its whole answer would be remembered.
        Function<Upstream, Reply> search =
                asker -> asker.get("/api/v1/availability?service=colour-and-style&from=%s&to=%s&limit=%d"
                        .formatted(day, day.date().plusDays(1), limits.incrementAndGet()));
        search.apply(caller);

        // What this node wrote before may still be on its way, or free times too old; then the next search finds what
        // it needs.
        await().until(() -> {
            counted("searched", search);
            return figures.get("searched").equals(NOTHING);
        });
        var id = counted("booked", asker -> asker.book(RequestBodies.booking("colour-and-style", day.at("10:00"))))
                .id();
        counted("read", asker -> asker.get("/api/v1/bookings/" + id));
        counted("moved", asker -> asker.move(id, RequestBodies.to(day.at("14:00"))));
        counted("cancelled", asker -> asker.post("/api/v1/bookings/" + id + "/cancel", "{}"));

        assertThat(figures)
                .containsExactly(
                        Map.entry("searched", NOTHING),
                        Map.entry("booked", "18 statements, 2 commits, 6 copies, 2 calls"),
                        Map.entry("read", "2 statements, 0 commits, 0 copies, 0 calls"),
                        Map.entry("moved", "26 statements, 6 commits, 12 copies, 4 calls"),
                        Map.entry("cancelled", "32 statements, 10 commits, 5 copies, 2 calls"));
    }

    private Reply counted(String what, Function<Upstream, Reply> request) {
        var work = Work.of(caller, sandbox, request);
        assertThat(work.reply().status()).as(work.reply().text()).isBetween(200, 201);
        figures.put(
                what,
                "%d statements, %d commits, %d copies, %d calls"
                        .formatted(work.statements().size(), work.commits(), work.copies(), work.calls()));
        // Read when a figure has changed.
        System.out.println(what + ":\n  " + String.join("\n  ", work.statements()));
        return work.reply();
    }
}
