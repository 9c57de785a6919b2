package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.search.Salon;
import dev.interlude.availability.slots.Interval;
import dev.interlude.platform.TimeZones;
import dev.interlude.platform.problems.Problem.FieldError;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A time in a request")
class WallClockTest {

    @ParameterizedTest(name = "{0} in {1}")
    @DisplayName("is read with its offset, or as the clock of the zone shows it:")
    @CsvSource({
        "2026-12-07T09:00:00+01:00, Asia/Tokyo, 2026-12-07T08:00:00Z",
        "2026-12-07T09:00:00Z, Asia/Tokyo, 2026-12-07T09:00:00Z",
        "2026-12-07t09:00z, Asia/Tokyo, 2026-12-07T09:00:00Z",
        "2026-12-07T09:00:00.000Z, UTC, 2026-12-07T09:00:00Z",
        "2026-12-07T09:00:00 01:00, UTC, 2026-12-07T08:00:00Z",
        "2026-12-07T09:00:00, Europe/Berlin, 2026-12-07T08:00:00Z",
        "2026-12-07T09:00, America/New_York, 2026-12-07T14:00:00Z",
        "2026-07-07T09:00, Europe/Berlin, 2026-07-07T07:00:00Z",
        "2027-03-28T01:59:59, Europe/Berlin, 2027-03-28T00:59:59Z",
        "2027-03-28T03:00:00, Europe/Berlin, 2027-03-28T01:00:00Z",
        // shown twice: the first time counts
        "2026-10-25T02:30:00, Europe/Berlin, 2026-10-25T00:30:00Z",
        "2026-10-25T02:30:00+01:00, Europe/Berlin, 2026-10-25T01:30:00Z",
        "2026-11-01T01:30:00, America/New_York, 2026-11-01T05:30:00Z",
    })
    void read(String text, ZoneId zone, Instant instant) {
        assertThat(WallClock.moment("/start", text, zone)).isEqualTo(new Parsed.Value<>(instant));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @DisplayName("that no clock shows is refused:")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2027-03-28T02:30:00 | Europe/Berlin | 02:30 does not exist on 2027-03-28 in Europe/Berlin; clocks go forward from 02:00 to 03:00
            2027-03-14T02:00:00 | America/New_York | 02:00 does not exist on 2027-03-14 in America/New_York; clocks go forward from 02:00 to 03:00
            2011-12-30T12:00:00 | Pacific/Apia | 12:00 does not exist on 2011-12-30 in Pacific/Apia; clocks go forward from 2011-12-30T00:00 to 2011-12-31T00:00
            2026-02-30T09:00 | UTC | '2026-02-30T09:00' does not exist in the calendar
            2026-12-07T24:00 | UTC | '2026-12-07T24:00' does not exist in the calendar
            2026-12-07T09:00+25:00 | UTC | '2026-12-07T09:00+25:00' does not exist in the calendar
            2026-12-07 | UTC | '2026-12-07' is not a time; write 2026-12-07T09:00:00 or 2026-12-07T09:00:00+01:00
            tomorrow | UTC | 'tomorrow' is not a time; write 2026-12-07T09:00:00 or 2026-12-07T09:00:00+01:00
            +999999999-12-31T00:00 | UTC | '+999999999-12-31T00:00' is not a time; write 2026-12-07T09:00:00 or 2026-12-07T09:00:00+01:00
            """)
    void refused(String text, ZoneId zone, String sentence) {
        assertThat(WallClock.moment("/start", text, zone)).isEqualTo(Parsed.wrong("/start", sentence));
    }

    @Test
    @DisplayName("names its zone by the IANA database, never by an offset")
    void zones() {
        assertThat(WallClock.zone("?timeZone", "Europe/Berlin"))
                .isEqualTo(new Parsed.Value<>(ZoneId.of("Europe/Berlin")));
        assertThat(WallClock.zone("?timeZone", "UTC")).isEqualTo(new Parsed.Value<>(ZoneId.of("UTC")));
        var errors = new ArrayList<FieldError>();
        for (var wrong : List.of("+02:00", "Europe/Belrin", "UTC+2", "", "x".repeat(100_000))) {
            assertThat(WallClock.zone("?timeZone", wrong).orAddTo(errors)).isEmpty();
        }
        assertThat(errors).hasSize(5);
        assertThat(errors.get(1).detail())
                .isEqualTo("'Europe/Belrin' is not a time zone of the IANA database; write Europe/Berlin");
        assertThat(errors.get(4).detail()).hasSizeLessThan(200);
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("may name a fixed zone of the IANA database that Java leaves out:")
    @CsvSource({"EST, -05:00", "MST, -07:00", "HST, -10:00"})
    void fixed(String name, ZoneOffset offset) {
        var zone = WallClock.zone("?timeZone", name).orAddTo(new ArrayList<>()).orElseThrow();

        assertThat(zone.getId()).isEqualTo(name);
        assertThat(WallClock.moment("/start", "2027-02-15T09:00", zone))
                .isEqualTo(new Parsed.Value<>(Instant.parse("2027-02-15T09:00:00" + offset)));
        assertThat(WallClock.moment("/start", "2027-07-15T09:00", zone))
                .isEqualTo(new Parsed.Value<>(Instant.parse("2027-07-15T09:00:00" + offset)));
        assertThat(TimeZones.of(name)).as("as stored").isEqualTo(zone);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @DisplayName("that names no zone is told another only where no other continent can be meant:")
    @CsvSource({
        "PST, write one of the form Area/City",
        "IST, write one of the form Area/City",
        "CEST, write one of the form Area/City",
        "EDT, write one of the form Area/City",
        "Pacific Time, write one of the form Area/City",
        "GMT+2, write one of the form Area/City",
        "Berlin, write Europe/Berlin",
        "new york, write America/New_York",
        "Amerika/New_York, write America/New_York",
        "America/Rome, write America/Nome",
        "Europe/Manila, write one of the form Area/City",
        "Moon/Berlin, write one of the form Area/City",
    })
    void advice(String written, String advice) {
        assertThat(TimeZones.advice(written)).isEqualTo(advice);
    }

    @ParameterizedTest(name = "{0} to {1} in {2}")
    @DisplayName("may be a date, which begins at the first time of that day:")
    @CsvSource({
        "2026-12-07, 2026-12-08, Europe/Berlin, 2026-12-06T23:00:00Z, 2026-12-07T23:00:00Z",
        "2027-03-28, 2027-03-29, Europe/Berlin, 2027-03-27T23:00:00Z, 2027-03-28T22:00:00Z",
        "2026-10-25, 2026-10-26, Europe/Berlin, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
        "2026-12-07T12:00, 2026-12-08, UTC, 2026-12-07T12:00:00Z, 2026-12-08T00:00:00Z",
        // clocks in Cairo go forward at midnight: the day begins at 01:00
        "2026-04-24, 2026-04-25, Africa/Cairo, 2026-04-23T22:00:00Z, 2026-04-24T21:00:00Z",
        // 62 days over both a clock change and a year's end
        "2027-02-01, 2027-04-04, Europe/Berlin, 2027-01-31T23:00:00Z, 2027-04-03T22:00:00Z",
        "2026-10-01, 2026-12-02, Europe/Berlin, 2026-09-30T22:00:00Z, 2026-12-01T23:00:00Z",
    })
    void ranges(String from, String to, ZoneId zone, Instant start, Instant end) {
        assertThat(RequestedRange.read("?", from, to, zone)).isEqualTo(new Parsed.Value<>(new Interval(start, end)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @DisplayName("range is refused when it is missing, empty, backwards or too long:")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                       | 2026-12-08 | ?from | is missing; write a date such as 2026-12-07
            2026-12-07 |            | ?to   | is missing; write a date such as 2026-12-07
            2026-12-07 | 2026-12-07 | ?to   | must be later than `from`
            2026-12-08 | 2026-12-07 | ?to   | must be later than `from`
            2027-02-01 | 2027-04-05 | ?to   | must be at most 62 days after `from`
            2027-02-01 | 2027-04-04T00:00:01 | ?to | must be at most 62 days after `from`
            2026-02-29 | 2026-03-01 | ?from | '2026-02-29' does not exist in the calendar
            """)
    void wrongRanges(String from, String to, String pointer, String sentence) {
        assertThat(RequestedRange.read("?", from, to, Salon.BERLIN)).isEqualTo(Parsed.wrong(pointer, sentence));
    }

    @Test
    @DisplayName("range is told what is wrong at both ends")
    void bothEnds() {
        var errors = new ArrayList<FieldError>();

        assertThat(RequestedRange.read("/queries/3/", "x", null, Salon.BERLIN).orAddTo(errors))
                .isEmpty();

        assertThat(errors).extracting(FieldError::pointer).containsExactly("/queries/3/from", "/queries/3/to");
    }

    @Test
    @DisplayName("is answered with seconds and the offset of the zone")
    void written() {
        var winter = Instant.parse("2026-12-07T08:00:00Z");

        assertThat(WallClock.written(winter, Salon.BERLIN)).isEqualTo("2026-12-07T09:00:00+01:00");
        assertThat(WallClock.written(winter, ZoneId.of("America/New_York"))).isEqualTo("2026-12-07T03:00:00-05:00");
        assertThat(WallClock.written(winter, ZoneId.of("UTC"))).isEqualTo("2026-12-07T08:00:00Z");
    }
}
