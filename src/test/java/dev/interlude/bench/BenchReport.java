package dev.interlude.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of a run, as tables in Markdown and as a page with bars. */
final class BenchReport {

    private static final String ALONE = "Camel route alone";

    private BenchReport() {}

    static String table(List<Stage> stages) {
        return """
                | what | a second | p50 ms | p99 ms | server's CPU ms | transactions | flushes | calls to Cal.com | failed | spread |
                |---|---|---|---|---|---|---|---|---|---|
                """
                + stages.stream().map(BenchReport::row).collect(Collectors.joining());
    }

    private static String row(Stage stage) {
        return "| %s | %.0f | %.1f | %.1f | %s | %.1f | %.2f | %.2f | %d | %.0f %% |%n"
                .formatted(
                        stage.name(),
                        stage.perSecond(),
                        stage.at(50),
                        stage.at(99),
                        stage.cpuMillis() < 0.01 ? "–" : "%.2f".formatted(stage.cpuMillis()),
                        stage.transactions(),
                        stage.flushes(),
                        stage.upstream(),
                        stage.failed(),
                        100 * stage.spread());
    }

    private record Goal(String what, String goal, String measured) {}

    static String goals(List<Stage> stages) {
        return "| what | goal | measured |%n|---|---|---|%n".formatted()
                + reckoned(stages).stream()
                        .map(goal -> "| %s | %s | %s |%n".formatted(goal.what, goal.goal, goal.measured))
                        .collect(Collectors.joining());
    }

    private static List<Goal> reckoned(List<Stage> stages) {
        var named = stages.stream().collect(Collectors.toMap(Stage::name, Function.identity()));
        var accepted = named.get("delivery accepted");
        return List.of(
                ratio(named, "cached search of a composite", "≥ 0.5"),
                ratio(named, "refused without a key", "≥ 0.8"),
                ratio(named, "composite of 2 booked, 16 callers", "≥ 0.1"),
                new Goal(
                        "composite of 2, one caller, p50",
                        "≤ 6 ms",
                        "%.1f ms"
                                .formatted(named.get("composite of 2 booked, one caller")
                                        .at(50))),
                new Goal(
                        "composite of 2 with Cal.com at 200 ms ÷ 200 ms, p50",
                        "≤ 1.05",
                        "%.2f"
                                .formatted(named.get("composite of 2 booked, Cal.com at 200 ms")
                                                .at(50)
                                        / 200)),
                new Goal(
                        "delivery accepted ÷ inserted directly",
                        "≥ 0.5",
                        "%.2f"
                                .formatted(accepted.perSecond()
                                        / named.get("delivery inserted directly")
                                                .perSecond())),
                new Goal(
                        "delivery's effect committed ÷ accepted",
                        "1.0",
                        "%.2f".formatted(accepted.settledPerSecond() / accepted.perSecond())));
    }

    private static Goal ratio(Map<String, Stage> named, String stage, String goal) {
        return new Goal(
                stage + " ÷ Camel route alone",
                goal,
                "%.3f".formatted(named.get(stage).perSecond() / named.get(ALONE).perSecond()));
    }

    static Path write(Path page, List<Stage> stages) throws IOException {
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
                <style>body{font:15px system-ui;margin:2em;max-width:60em}td,th{padding:.2em .8em;text-align:right}
                td:first-child,th:first-child{text-align:left}text{font:13px system-ui}</style>
                <h1>Interlude, measured</h1>
                <p>%s processors, Java %s. Median of %d rounds; all stages in turn.</p>
                <svg width="900" height="%d" role="img" aria-label="How many a second">%s</svg>
                <p>How many a second; the bars are logarithmic.</p>
                %s%s</html>
                """
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                System.getProperty("java.version"),
                                stages.get(0).rounds().size(),
                                28 * stages.size(),
                                bars,
                                html(goals(stages)),
                                html(table(stages))));
    }

    private static String bar(int y, Stage stage, double most) {
        var width = 480 * Math.log10(1 + stage.perSecond()) / Math.log10(1 + most);
        return "<text x=\"0\" y=\"%d\">%s</text><rect x=\"310\" y=\"%d\" width=\"%.0f\" height=\"20\" fill=\"#3b7\"/><text x=\"%.0f\" y=\"%d\">%.0f</text>"
                .formatted(y + 16, stage.name(), y + 2, width, 318 + width, y + 16, stage.perSecond());
    }

    /** Of a table in Markdown. */
    private static String html(String table) {
        return table.lines()
                .filter(line -> !line.startsWith("|---"))
                .map(line ->
                        "<tr><td>" + line.substring(2, line.length() - 2).replace(" | ", "</td><td>") + "</td></tr>")
                .collect(Collectors.joining("", "<table>", "</table>"));
    }
}
