package dev.interlude.platform.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Pattern;

/**
 * {@code openapi.yaml} as callers see it: as a file, as JSON and as the page {@code /docs}. Its dates are moved by whole
 * weeks, so that what an example asks for lies one to two weeks ahead.
 */
public final class ShownContract {

    /** The Monday that the examples are written for. */
    static final LocalDate WRITTEN_FOR = LocalDate.of(2026, 12, 7);

    private static final Pattern DATE = Pattern.compile("\\b\\d{4}-\\d{2}-\\d{2}(?=T|\\b)");
    private static final int NOTICE_DAYS = 7;

    private record Week(LocalDate monday, String yaml, JsonNode document, String page) {}

    private final Clock clock;
    private final String written = read();
    private Week week;

    public ShownContract(Clock clock) {
        this.clock = clock;
    }

    public String yaml() {
        return thisWeek().yaml;
    }

    public JsonNode document() {
        return thisWeek().document;
    }

    /** HTML that lists every operation by itself; with scripts, it also shows schemas and sends calls. */
    public String page() {
        return thisWeek().page;
    }

    private synchronized Week thisWeek() {
        var monday = LocalDate.now(clock).plusDays(NOTICE_DAYS).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        if (week == null || !week.monday.equals(monday)) {
            week = of(monday);
        }
        return week;
    }

    private Week of(LocalDate monday) {
        var later = ChronoUnit.DAYS.between(WRITTEN_FOR, monday);
        var yaml = DATE.matcher(written)
                .replaceAll(
                        date -> LocalDate.parse(date.group()).plusDays(later).toString());
        try {
            var document = new YAMLMapper().readTree(yaml);
            return new Week(monday, yaml, document, DocsPage.of(document).html());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read() {
        try (var file = ShownContract.class.getResourceAsStream("/openapi.yaml")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
