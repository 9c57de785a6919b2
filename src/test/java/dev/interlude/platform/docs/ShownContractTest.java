package dev.interlude.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.interlude.calcom.MovedClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The contract that is shown")
class ShownContractTest {

    private static final Pattern OPERATION = Pattern.compile(
            "(?s)<details class=\"operation\" id=\"(\\w+)\" data-method=\"(\\w+)\" data-path=\"([^\"]+)\">");

    @ParameterizedTest(name = "on {0}: {1}")
    @CsvSource({
        "2026-11-27T12:00:00Z, 2026-12-07",
        "2026-11-29T23:59:59Z, 2026-12-07",
        "2026-11-30T00:00:00Z, 2026-12-07",
        "2026-12-01T00:00:00Z, 2026-12-14",
        "2031-02-20T08:00:00Z, 2031-03-03"
    })
    @DisplayName("asks in its examples for a Monday one to two weeks ahead")
    void ahead(Instant now, LocalDate monday) {
        var document = on(now).document();

        assertThat(document.at("/paths/~1api~1v1~1availability/get/parameters")
                        .valueStream()
                        .filter(parameter -> parameter.path("name").asText().equals("from"))
                        .map(parameter -> parameter.path("example").asText()))
                .containsExactly(monday.toString());
        var chosen = document.at(
                "/paths/~1api~1v1~1bookings/post/requestBody/content/application~1json/examples/chosen/value");
        assertThat(chosen.path("start").asText()).isEqualTo(monday + "T09:00:00");
        assertThat(chosen.at("/segments/1/start").asText()).isEqualTo(monday + "T10:15:00");
        assertThat(document.at(
                                "/paths/~1api~1v1~1series/post/requestBody/content/application~1json/example/recurrence/exceptions/0")
                        .asText())
                .as("another Monday")
                .isEqualTo(monday.plusWeeks(2).toString());
    }

    @Test
    @DisplayName("goes on with the calendar while the server runs, and is else what is written")
    void later() throws IOException {
        var clock = new MovedClock();
        clock.to(Instant.parse("2026-11-27T12:00:00Z"));
        var shown = new ShownContract(clock);
        assertThat(shown.document()).as("written for that week").isEqualTo(written());

        clock.to(Instant.parse("2027-11-27T12:00:00Z"));

        assertThat(shown.document()).isNotEqualTo(written());
        assertThat(new YAMLMapper().readTree(shown.yaml())).isEqualTo(shown.document());
        assertThat(shown.page()).contains("2027-12-06T09:00:00").doesNotContain("2026-12");
        var dates = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
        assertThat(dates.matcher(shown.document().toString()).replaceAll("day"))
                .isEqualTo(dates.matcher(written().toString()).replaceAll("day"));
    }

    @Test
    @DisplayName("is a page that lists every operation once, without any script")
    void everyOperation() throws IOException {
        var written = written().path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("operationId"))
                        .map(method -> List.of(
                                method.getValue().path("operationId").asText(),
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey())))
                .toList();

        var page = on(Instant.parse("2026-11-27T12:00:00Z")).page();

        assertThat(written).hasSizeGreaterThan(50);
        assertThat(OPERATION.matcher(page).results().map(found -> Stream.of(1, 2, 3)
                        .map(found::group)
                        .toList()))
                .containsExactlyInAnyOrderElementsOf(written);
        assertThat(page)
                .contains(
                        "Zoë Müller-O&#39;Neill",
                        "All services with their segments and staff",
                        "exclusive; at most 62 days later")
                .doesNotContain(" th:", "<th:");
    }

    private static ShownContract on(Instant now) {
        return new ShownContract(Clock.fixed(now, ZoneOffset.UTC));
    }

    private static JsonNode written() throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("src/main/resources/openapi.yaml").toFile());
    }
}
