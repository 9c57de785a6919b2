package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.RequestBodies;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("integration")
@DisplayName("When clocks change")
public class ClockChangeTest extends AcceptanceTest {

    private static final ZoneId AUCKLAND = ZoneId.of("Pacific/Auckland");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** The next change in that direction after the days that {@link Day} hands out. */
    public static Instant change(ZoneId zone, boolean forward) {
        var from = LocalDate.now(Day.BERLIN).plusYears(15).atStartOfDay(zone).toInstant();
        var next = zone.getRules().nextTransition(from);
        return (next.isGap() == forward ? next : zone.getRules().nextTransition(next.getInstant())).getInstant();
    }

    @ParameterizedTest(name = "forward: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("in Berlin, the salon opens at nine on the wall before and after, and a service keeps its length")
    void berlin(boolean forward) {
        var sunday = LocalDate.ofInstant(change(Day.BERLIN, forward), Day.BERLIN);
        var before = new Day(sunday.minusDays(1));
        var after = new Day(sunday.plusDays(1));

        var saturday = caller.offers("colour-and-style", before);
        var monday = caller.offers("colour-and-style", after);

        assertThat(caller.offers("colour-and-style", new Day(sunday)).starts()).isEmpty();
        assertThat(saturday.starts().get(0)).isEqualTo(before + "T09:00:00" + (forward ? "+01:00" : "+02:00"));
        assertThat(monday.starts().get(0)).isEqualTo(after + "T09:00:00" + (forward ? "+02:00" : "+01:00"));
        assertThat(monday.starts()).hasSameSizeAs(saturday.starts());
        assertThat(monday.each("/offers", "minutes")).containsOnly("105");

        var booked = caller.booked(RequestBodies.colourAndStyle(after.at("09:00"), after.at("10:15"), "ben"));
        assertThat(booked.at("/end")).isEqualTo(after.shown("10:45"));
        assertThat(calcom.liveOf(booked.id()).get(0).start)
                .isEqualTo(after.date().atTime(forward ? 7 : 8, 0).toInstant(ZoneOffset.UTC));

        var moved = caller.move(booked.id(), RequestBodies.to(before.at("09:00")));
        assertThat(moved.at("/start")).as(moved.text()).isEqualTo(before.shown("09:00"));
        assertThat(moved.at("/end")).isEqualTo(before.shown("10:45"));
        assertThat(moved.at("/pauses/0/minutes")).isEqualTo("30");
        caller.cancel(booked.id());
    }

    @Test
    @DisplayName(
            "in New York some weeks before Berlin, nine in Berlin is four there, and five hours of difference are kept")
    void betweenTheChanges() {
        var sunday = LocalDate.ofInstant(change(NEW_YORK, true), NEW_YORK);
        var day = new Day(sunday.plusDays(1));

        var offers = caller.offers("haircut", day, "timeZone", "America/New_York");

        assertThat(offers.starts().get(0)).isEqualTo(day + "T04:00:00-04:00");
        var body = RequestBodies.haircut(day + "T10:00:00", "anna").put("timeZone", "America/New_York");
        var booked = caller.booked(body);
        assertThat(booked.at("/start")).isEqualTo(day + "T10:00:00-04:00");
        assertThat(calcom.liveOf(booked.id()).get(0).start).isEqualTo(day.instant("15:00"));
        caller.cancel(booked.id());
    }

    @ParameterizedTest(name = "forward: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("in Auckland while the colour takes effect, offsets differ within the booking and its length is kept")
    void withinTheBooking(boolean forward) {
        var change = change(AUCKLAND, forward);
        var start = change.minus(Duration.ofMinutes(60));
        var day = LocalDate.ofInstant(change, AUCKLAND);
        var query = List.of("service", "colour-and-style", "from", "" + day, "to", "" + day.plusDays(1));

        var offers = caller.get(
                "/api/v1/availability",
                java.util.stream.Stream.concat(
                                query.stream(),
                                java.util.stream.Stream.of("timeZone", AUCKLAND.getId(), "limit", "500"))
                        .toList());

        assertThat(offers.json().path("offers")).isNotEmpty().allSatisfy(offer -> {
            var begin = OffsetDateTime.parse(offer.path("start").asText());
            var end = OffsetDateTime.parse(offer.path("end").asText());
            assertThat(begin.toLocalDate()).isEqualTo(day);
            assertThat(Duration.between(begin, end)).isEqualTo(Duration.ofMinutes(105));
            assertThat(begin.getOffset()).isEqualTo(AUCKLAND.getRules().getOffset(begin.toInstant()));
            assertThat(end.getOffset()).isEqualTo(AUCKLAND.getRules().getOffset(end.toInstant()));
        });
        var across = offers.json()
                .path("offers")
                .valueStream()
                .filter(o -> OffsetDateTime.parse(o.path("start").asText())
                        .toInstant()
                        .equals(start))
                .findFirst()
                .orElseThrow();

        var body =
                RequestBodies.booking("colour-and-style", across.path("start").asText());
        body.put("timeZone", AUCKLAND.getId()).set("segments", across.path("segments"));
        var booked = caller.booked(body);

        var colour = OffsetDateTime.parse(booked.at("/segments/0/start"));
        var style = OffsetDateTime.parse(booked.at("/segments/1/start"));
        assertThat(colour.getOffset()).isNotEqualTo(style.getOffset());
        assertThat(Duration.between(colour, style)).isEqualTo(Duration.ofMinutes(75));
        assertThat(calcom.liveOf(booked.id()))
                .extracting(b -> b.start)
                .containsExactly(start, start.plus(Duration.ofMinutes(75)));
        caller.cancel(booked.id());
    }

    @Test
    @DisplayName(
            "an hour that the clock shows twice is taken the first time, and the offset decides where it is written")
    void twice() {
        var change = change(AUCKLAND, false);
        var day = LocalDate.ofInstant(change, AUCKLAND);

        var first =
                caller.booked(RequestBodies.haircut(day + "T02:15:00", "ben").put("timeZone", AUCKLAND.getId()));
        var second = caller.booked(
                RequestBodies.haircut(day + "T02:15:00+12:00", "ben").put("timeZone", AUCKLAND.getId()));

        assertThat(first.at("/start")).isEqualTo(day + "T02:15:00+13:00");
        assertThat(second.at("/start")).isEqualTo(day + "T02:15:00+12:00");
        assertThat(calcom.liveOf(second.id()).get(0).start)
                .isEqualTo(calcom.liveOf(first.id()).get(0).start.plus(Duration.ofHours(1)));
        caller.cancel(first.id());
        caller.cancel(second.id());
    }

    @Test
    @DisplayName("an hour that the clock skips is refused before anybody is asked")
    void skipped() {
        var day = LocalDate.ofInstant(change(AUCKLAND, true), AUCKLAND);

        var reply = caller.book(RequestBodies.haircut(day + "T02:30:00", "anna").put("timeZone", AUCKLAND.getId()));

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.about("/start")).contains("does not exist", "02:00", "03:00");
        assertThat(calcom.requestsAbout(day)).isEmpty();
    }
}
