package dev.interlude.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** A small run: one case passed, one failed, one was skipped, two did not run; two promises measured, one of them missed. */
record ExampleRun(Path results, Path figures, Path servers) {

    private static final String FILE = "TEST-dev.interlude.suites.CalcomV2IntegrationTest.xml";
    static final NamedCases CASES = NamedCases.of(List.of(
            "CalcomV2IntegrationTest complete_booking_flow",
            "CalcomV2IntegrationTest composite_booking_flow",
            "CalcomV2IntegrationTest concurrent_booking_attempts",
            "CalcomV2IntegrationTest timezone_handling",
            "CalcomV2LiveTest live_authentication"));

    private static final String LOG =
            """
            » begin dev.interlude.suites.CalcomV2IntegrationTest#complete_booking_flow
            the server booked
            » end dev.interlude.suites.CalcomV2IntegrationTest#complete_booking_flow passed
            » begin dev.interlude.suites.CalcomV2IntegrationTest#composite_booking_flow
            the server undid
            » end dev.interlude.suites.CalcomV2IntegrationTest#composite_booking_flow failed
            » begin dev.interlude.suites.OtherTest#composite_booking_flow
            the server of another suite
            """;

    static ExampleRun in(Path folder) throws IOException {
        var results = Files.createDirectories(folder.resolve("surefire-reports"));
        Files.copy(Path.of("src/test/resources/surefire", FILE), results.resolve(FILE));
        var servers = Files.createDirectories(folder.resolve("servers"));
        Files.writeString(servers.resolve("node.log"), LOG);
        var run = new ExampleRun(results, folder.resolve("figures"), servers);
        var file = new FigureFile(run.figures.resolve("CalcomV2IntegrationTest.json"));
        var now = Instant.now();
        file.add(measured(Sla.CACHE_HIT_RATE, 93.4, "93.4 % (target > 80 %): of 2,000 lookups", now));
        file.add(measured(Sla.RESPONSE_P99, 1_217, "1217 ms (target < 1000 ms): 200 answers", now));
        file.add(measured(Sla.ERROR_RECOVERY, 100, "100 % (target > 95 %): yesterday", now.minusSeconds(86_400)));
        return run;
    }

    private static Figure measured(Sla sla, double value, String text, Instant at) {
        var millis = IntStream.rangeClosed(1, 200)
                .mapToDouble(i -> 20 + i * i / 33.0)
                .toArray();
        var times = Distribution.of(millis, 0, 41);
        return new Figure("complete_booking_flow", sla.title(), text, at, sla, value, times);
    }

    ReportPage page(Coverage coverage) {
        return new ReportPage(
                CASES.with(new SurefireFiles(results, figures, servers).read()),
                CASES.count(),
                coverage,
                coverage != null,
                "a machine",
                Instant.parse("2026-11-26T20:00:00Z"));
    }
}
