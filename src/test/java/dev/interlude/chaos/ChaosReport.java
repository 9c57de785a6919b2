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
        return "`./interlude chaos --minutes %d --seed %d` on %s:%n%n| what | result |%n|---|---|%n%s"
                .formatted(
                        options.minutes(),
                        options.seed(),
                        Machine.describe(site.postgres.dataSource()),
                        row(
                                        "rounds of faults; appointments asked for; changes answered; changes by others in Cal.com",
                                        rounds + "; " + requests + "; " + changed + "; " + direct)
                                + row("answers by status (0: none came)", answers)
                                + Arrays.stream(Wrong.Kind.values())
                                        .map(kind -> row(kind.what(), count(kind)))
                                        .collect(Collectors.joining())
                                + recoveries.byFault().entrySet().stream()
                                        .map(entry -> row(
                                                "after " + entry.getKey().what() + ": booked again",
                                                seconds(entry.getValue())))
                                        .collect(Collectors.joining())
                                + row("after any fault: booked again", seconds(all()))
                                + row(
                                        "after any fault: nothing open from before its end",
                                        seconds(recoveries.settled()))
                                + row(
                                        "an answer while PostgreSQL answered nothing, at most",
                                        longestFrozen == 0 ? "–" : "%.1f s".formatted(longestFrozen / 1000.0)));
    }

    private List<Long> all() {
        return recoveries.byFault().values().stream()
                .flatMap(Collection::stream)
                .toList();
    }

    private long count(Wrong.Kind kind) {
        return wrongs.stream().filter(wrong -> wrong.kind() == kind).count();
    }

    private static String seconds(List<Long> millis) {
        if (millis.isEmpty()) {
            return "–";
        }
        var sorted = millis.stream().sorted().toList();
        return "p50 %.1f s, at most %.1f s (%d times)"
                .formatted(
                        sorted.get((sorted.size() - 1) / 2) / 1000.0,
                        sorted.get(sorted.size() - 1) / 1000.0,
                        sorted.size());
    }

    private static String row(String what, Object result) {
        return "| " + what + " | " + result + " |\n";
    }
}
