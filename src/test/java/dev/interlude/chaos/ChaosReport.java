package dev.interlude.chaos;

import dev.interlude.bench.Machine;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The figures of a run, as Markdown.
 *
 * @param longestFrozen milliseconds that an answer took at most while PostgreSQL was frozen; 0: it never was
 */
record ChaosReport(
        ChaosOptions options,
        ChaosSite site,
        int rounds,
        int requests,
        int changed,
        int direct,
        Map<Integer, Long> answers,
        long longestFrozen,
        Recoveries recoveries,
        List<Wrong> wrongs) {

    String markdown() {
        return "`./interlude chaos --minutes %d --seed %d` on %s.%n%n"
                        .formatted(options.minutes(), options.seed(), Machine.describe(site.postgres.dataSource()))
                + "%d rounds of faults; %d appointments asked for, %d changes answered; %d changes by others in Cal.com. Answers by status (0: none came): %s. While PostgreSQL answered nothing, an answer took at most %s.%n%n"
                        .formatted(rounds, requests, changed, direct, answers, frozen())
                + "| what is wrong | items |\n|---|---|\n"
                + Arrays.stream(Wrong.Kind.values())
                        .map(kind -> "| %s | %d |%n".formatted(kind.what(), count(kind)))
                        .collect(Collectors.joining())
                + "\n| booked again after the end of: | times | p50 | at most |\n|---|---|---|---|\n"
                + recoveries.byFault().entrySet().stream()
                        .map(entry -> row(entry.getKey().what(), entry.getValue()))
                        .collect(Collectors.joining())
                + row("any of these", all())
                + row("any of these: no saga from before is open", recoveries.settled());
    }

    private String frozen() {
        return longestFrozen == 0 ? "–" : "%.1f s".formatted(longestFrozen / 1000.0);
    }

    private List<Long> all() {
        return recoveries.byFault().values().stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private long count(Wrong.Kind kind) {
        return wrongs.stream().filter(wrong -> wrong.kind() == kind).count();
    }

    private static String row(String what, List<Long> millis) {
        if (millis.isEmpty()) {
            return "| %s | 0 | – | – |%n".formatted(what);
        }
        var sorted = millis.stream().sorted().toList();
        return "| %s | %d | %.1f s | %.1f s |%n"
                .formatted(
                        what,
                        sorted.size(),
                        sorted.get((sorted.size() - 1) / 2) / 1000.0,
                        sorted.get(sorted.size() - 1) / 1000.0);
    }
}
