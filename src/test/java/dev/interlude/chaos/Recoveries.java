package dev.interlude.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.dao.DataAccessException;

/**
 * How long after the end of each fault something was booked again at each node that it hit, and how long until no saga was
 * open any more that had begun before that end.
 */
final class Recoveries {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private record Ended(FaultPlan.Round round, Instant at) {}

    private final ChaosSite site;
    private final Answers answers;
    private final Map<ChaosFault, List<Long>> millis = new EnumMap<>(ChaosFault.class);
    private final Collection<Ended> unsettled = new ConcurrentLinkedQueue<>();
    private final Collection<Long> settled = new ConcurrentLinkedQueue<>();
    private final List<Wrong> wrongs = new ArrayList<>();

    Recoveries(ChaosSite site, Answers answers) {
        this.site = site;
        this.answers = answers;
    }

    /** Waits until callers are served again; in words how long it took. */
    String await(FaultPlan.Round round, long ended) {
        unsettled.add(new Ended(round, Instant.now()));
        var hit = IntStream.range(0, site.nodes())
                .filter(node -> node == round.node() || !round.faults().stream().allMatch(ChaosFault::ofOneNode))
                .boxed()
                .toList();
        try {
            Awaitility.await("callers are served again")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> hit.stream().allMatch(node -> answers.changedAt(node, ended)));
        } catch (ConditionTimeoutException e) {
            wrongs.add(new Wrong(Wrong.Kind.NOT_RECOVERED, round.faults() + ", node " + (round.node() + 1)));
            return "not within " + PATIENCE.toSeconds() + " s";
        }
        var took = hit.stream()
                        .mapToLong(node -> answers.firstChangeAt(node, ended) - ended)
                        .max()
                        .orElseThrow()
                / 1_000_000;
        round.faults().forEach(fault -> millis.computeIfAbsent(fault, any -> new ArrayList<>())
                .add(took));
        return "%.1f s".formatted(took / 1000.0);
    }

    /** Looks which of the faults have nothing open any more. */
    void look() {
        if (unsettled.isEmpty()) {
            return;
        }
        try {
            var oldest = site.jdbc()
                    .sql("select min(created_at) from saga where ended_at is null")
                    .query((row, n) -> row.getTimestamp(1) == null
                            ? Instant.MAX
                            : row.getTimestamp(1).toInstant())
                    .single();
            unsettled.removeIf(ended -> {
                var done = oldest.isAfter(ended.at);
                if (done) {
                    settled.add(Duration.between(ended.at, Instant.now()).toMillis());
                }
                return done;
            });
        } catch (DataAccessException e) {
            // It is away; the next look tells.
        }
    }

    List<Wrong> wrongs() {
        return wrongs;
    }

    Map<ChaosFault, List<Long>> byFault() {
        return millis;
    }

    List<Long> settled() {
        return List.copyOf(settled);
    }
}
