package dev.interlude.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The figures of a run, as tables in Markdown and as a page with bars.
 *
 * @param machine in words
 * @param server what was measured of the server as a whole, in words
 */
record BenchReport(List<Stage> stages, String machine, String server) {

    /** Goals and figures, for a page of the documentation. */
    String markdown() {
        return "%s. %s Median of %d rounds, all stages in turn.%n%n%s%n%s"
                .formatted(machine, server, stages.get(0).rounds().size(), goals(), table());
    }

    String table() {
        return """
                | what | a second | p50 ms | p99 ms | server's CPU ms | PostgreSQL's | kB allocated | transactions | flushes | calls to Cal.com | failed | spread |
                |---|---|---|---|---|---|---|---|---|---|---|---|
                """
                + stages.stream().map(BenchReport::row).collect(Collectors.joining());
    }

    private static String row(Stage stage) {
        return "| %s | %.0f | %.1f | %.1f | %s | %.0f | %s |%n"
                .formatted(
                        stage.name(),
                        stage.perSecond(),
                        stage.at(50),
                        stage.at(99),
                        stage.ofInterlude()
                                ? "%.2f | %.2f | %.0f | %.1f | %.2f | %.2f"
                                        .formatted(
                                                stage.cpuMillis(),
                                                stage.databaseMillis(),
                                                stage.allocatedKilobytes(),
                                                stage.transactions(),
                                                stage.flushes(),
                                                stage.upstream())
                                : "– | – | – | – | – | –",
                        (double) stage.failed(),
                        "%.0f %%".formatted(100 * stage.spread()));
    }

    String goals() {
        return "| what | goal | measured | |%n|---|---|---|---|%n".formatted()
                + BenchGoals.of(stages).stream()
                        .map(goal -> "| %s | %s | %s | %s |%n"
                                .formatted(goal.what(), goal.goal(), goal.measured(), verdict(goal)))
                        .collect(Collectors.joining());
    }

    private static String verdict(BenchGoals.Goal goal) {
        if (goal.met() == null) {
            return "";
        }
        return goal.met() ? "met" : "**missed**";
    }

    Path write(Path page) throws IOException {
        Files.createDirectories(page.getParent());
        var most = stages.stream().mapToDouble(Stage::perSecond).max().orElse(1);
        var bars = new StringBuilder();
        for (int i = 0; i < stages.size(); i++) {
            bars.append(bar(i * 28, stages.get(i), most));
        }
        return Files.writeString(
                page,
                """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Interlude, measured</title>
                <meta name="viewport" content="width=device-width"><style>
                :root{color-scheme:light dark}body{font:15px system-ui;margin:2em auto;max-width:76em;padding:0 1em}
                .wide{overflow-x:auto}table{border-collapse:collapse;margin:1em 0}
                td,th{padding:.25em .7em;text-align:right;border-bottom:1px solid #8884;white-space:nowrap}
                td:first-child,th:first-child{text-align:left}text{font:13px system-ui;fill:currentColor}</style>
                <h1>Interlude, measured</h1>
                <p>%s.</p><p>%s Median of %d rounds, all stages in turn.</p>
                <h2>Goals</h2><div class="wide">%s</div>
                <h2>How many a second</h2><p>The bars are logarithmic.</p>
                <div class="wide"><svg width="940" height="%d" role="img" aria-label="How many a second">%s</svg></div>
                <h2>What one of them costs</h2><div class="wide">%s</div></html>
                """
                        .formatted(
                                machine,
                                server,
                                stages.get(0).rounds().size(),
                                html(goals()),
                                28 * stages.size(),
                                bars,
                                html(table())));
    }

    private static String bar(int y, Stage stage, double most) {
        var width = 440 * Math.log10(1 + stage.perSecond()) / Math.log10(1 + most);
        return "<text x=\"0\" y=\"%d\">%s</text><rect x=\"380\" y=\"%d\" width=\"%.0f\" height=\"20\" fill=\"#3b7\"/><text x=\"%.0f\" y=\"%d\">%.0f</text>"
                .formatted(y + 16, stage.name(), y + 2, width, 388 + width, y + 16, stage.perSecond());
    }

    /** Of a table in Markdown. */
    private static String html(String table) {
        return table.lines()
                .filter(line -> !line.startsWith("|--"))
                .map(line -> "<tr><td>"
                        + line.substring(2, line.length() - 2)
                                .replace("**missed**", "<b>missed</b>")
                                .replace(" | ", "</td><td>")
                        + "</td></tr>")
                .collect(Collectors.joining("", "<table>", "</table>"));
    }
}
