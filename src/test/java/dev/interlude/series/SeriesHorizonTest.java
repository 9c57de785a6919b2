package dev.interlude.series;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.availability.Horizon;
import dev.interlude.booking.request.BookingRequests;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Role;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A series whose last day is too far ahead")
class SeriesHorizonTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-12-01T10:00:00Z"), ZoneOffset.UTC);
    private final SeriesRequests requests = requests();

    @ParameterizedTest(name = "{0}")
    @DisplayName("is refused as a whole, naming what makes it so long:")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            "count": 60 | /recurrence/count
            "until": "2028-01-03" | /recurrence/until
            """)
    void tooLong(String end, String pointer) throws Exception {
        assertThatThrownBy(() -> read(end))
                .isInstanceOfSatisfying(Refused.class, refused -> org.assertj.core.api.Assertions.assertThat(
                                refused.problem().errors())
                        .extracting(FieldError::pointer)
                        .containsExactly(pointer));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("is not one that ends within the horizon:")
    @CsvSource(
            delimiter = '|',
            textBlock = """
            "count": 40
            "until": "2027-11-29"
            """)
    void withinHorizon(String end) {
        assertThatCode(() -> read(end)).doesNotThrowAnyException();
    }

    private void read(String end) throws Exception {
        JsonNode series = new ObjectMapper()
                .readTree(
                        """
                {"booking": {"service": "haircut", "start": "2026-12-07T10:00:00", "staff": "ben",
                             "attendee": {"name": "Ada", "email": "ada@example.com"}},
                 "recurrence": {"frequency": "weekly", %s}}
                """
                                .formatted(end));
        requests.readSeries(series, UUID.randomUUID(), new Caller("phone", Set.of(Role.BOOK), 600));
    }

    private static SeriesRequests requests() {
        var catalog = CatalogFile.read(Path.of("config/catalog.yaml"));
        var horizon = new Horizon(CLOCK, 365, catalog.timeZone());
        return new SeriesRequests(new BookingRequests(catalog, CLOCK, horizon, Duration.ofSeconds(25)), horizon);
    }
}
