package dev.interlude.report;

import dev.interlude.platform.ConsoleLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Writes {@code target/test-reports/calcom/report_TIMESTAMP.html} about the run whose results are in {@code target/surefire-reports}, and
 * prints its path; with {@code --coverage} also what of the Java and the flows ran.
 */
public final class TestReport {

    private static final Path FOLDER = Path.of("target", "test-reports", "calcom");
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmmss");

    private TestReport() {}

    public static void main(String[] args) throws IOException {
        ConsoleLog.warningsOnly();
        var coverage = List.of(args).contains("--coverage");
        var suites = new SurefireFiles(
                        Path.of("target", "surefire-reports"), FigureFile.FOLDER, Path.of("target", "servers"))
                .read();
        var all = LostCases.read(FOLDER.resolve("progress.tsv")).with(suites);
        var cases = NamedCases.read();
        var page = new ReportPage(
                cases.with(all),
                cases.count(),
                coverage ? Coverage.read(FOLDER.resolve("coverage"), Path.of("target", "classes")) : null,
                coverage,
                machine(),
                Instant.now());
        System.out.println(write(page));
    }

    private static Path write(ReportPage page) throws IOException {
        Files.createDirectories(FOLDER);
        return Files.writeString(FOLDER.resolve("report_" + STAMP.format(LocalDateTime.now()) + ".html"), page.html());
    }

    private static String machine() {
        return "%s processors, Java %s, %s %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"));
    }
}
