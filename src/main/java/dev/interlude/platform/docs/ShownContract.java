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
        return thisWeek().document();
    }

    /** HTML that lists every operation by itself; with scripts, it also shows schemas and sends calls. */
    public String page() {
        return thisWeek().page();
    }

    private synchronized Week thisWeek() {
        var monday = LocalDate.now(clock).plusDays(NOTICE_DAYS).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));
        if (week == null || !week.monday.equals(monday)) {
            week = new Week(monday, movedTo(monday));
        }
        return week;
    }

    private String movedTo(LocalDate monday) {
        var later = ChronoUnit.DAYS.between(WRITTEN_FOR, monday);
        return DATE.matcher(written)
                .replaceAll(
                        date -> LocalDate.parse(date.group()).plusDays(later).toString());
    }

    /** What takes long to make is made when it is first asked for: who asks for the file does not wait for it. */
    private static final class Week {

        private final LocalDate monday;
        private final String yaml;
        private JsonNode document;
        private String page;

        Week(LocalDate monday, String yaml) {
            this.monday = monday;
            this.yaml = yaml;
        }

        synchronized JsonNode document() {
            if (document == null) {
                try {
                    document = new YAMLMapper().readTree(yaml);
                } catch (JsonProcessingException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return document;
        }

        synchronized String page() {
            if (page == null) {
                page = DocsPage.of(document()).html();
            }
            return page;
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
