package dev.interlude.availability.search;

import static dev.interlude.availability.search.Salon.BERLIN;
import static dev.interlude.availability.search.Salon.at;
import static dev.interlude.availability.search.Salon.between;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.availability.Alternatives;
import dev.interlude.availability.OfferAnswer;
import dev.interlude.availability.OfferQuery;
import dev.interlude.availability.slots.FreeSlots;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.catalog.Service;
import dev.interlude.catalog.Staffing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The search for offers")
class OfferSearchTest {

    private final Service colour = Salon.service("colour-and-style");
    private final Service haircut = Salon.service("haircut");
    private final Instant monday = at("2026-12-07T00:00");
    private final Instant tuesday = at("2026-12-08T00:00");

    @Test
    @DisplayName("offers a style 35 minutes after the colour, and none 50 minutes after")
    void pausesHaveBounds() {
        var slots = new Salon()
                .free(201, "2026-12-07T09:00")
                .free(212, "2026-12-07T10:20", "2026-12-07T10:35")
                .slots();

        var offers = search(OfferQuery.earliest(colour, monday, tuesday, 10), slots);

        assertThat(offers).hasSize(1);
        assertThat(offers.get(0).minutes()).isEqualTo(110);
        assertThat(offers.get(0).staffChanges()).isEqualTo(1);
        assertThat(offers.get(0).pauses())
                .containsExactly(
                        new OfferedPause("colour", "anna", at("2026-12-07T09:45"), at("2026-12-07T10:20"), 35));
    }

    @Test
    @DisplayName("keeps a perm to 135 minutes with two pauses, its rinse and cut back to back")
    void permFits() {
        var perm = Salon.service("perm");
        var slots =
                new Salon().open(perm, "2026-12-07T09:00", "2026-12-07T17:20").slots();

        var offers = search(OfferQuery.earliest(perm, monday, tuesday, 500), slots);

        assertThat(offers).isNotEmpty().allSatisfy(offer -> {
            assertThat(offer.minutes()).isEqualTo(135);
            assertThat(offer.pauses()).extracting(OfferedPause::after).containsExactly("wash", "wind");
            assertThat(offer.staffChanges()).isZero();
        });
        assertThat(offers.get(0).start()).isEqualTo(at("2026-12-07T09:00"));
    }

    @Test
    @DisplayName("offers each start once, the shortest way with the preferred pause and no change of staff")
    void bestForEachStart() {
        var slots =
                new Salon().open(colour, "2026-12-07T09:00", "2026-12-07T12:00").slots();

        var offers = search(OfferQuery.earliest(colour, monday, tuesday, 3), slots);

        assertThat(offers)
                .extracting(Offer::start)
                .containsExactly(at("2026-12-07T09:00"), at("2026-12-07T09:05"), at("2026-12-07T09:10"));
        assertThat(offers).allSatisfy(offer -> assertThat(offer.segments())
                .extracting(OfferedSegment::staff)
                .containsExactly("anna", "anna"));
    }

    @Test
    @DisplayName("with `all` offers every combination, within the limit")
    void everyCombination() {
        var slots =
                new Salon().open(colour, "2026-12-07T09:00", "2026-12-07T10:30").slots();
        var everything = new OfferQuery(colour, monday, tuesday, Optional.empty(), Order.EARLIEST, 500, true);
        var seven = new OfferQuery(colour, monday, tuesday, Optional.empty(), Order.EARLIEST, 7, true);

        // From 09:00 four pauses by two people, from 09:05 and 09:10 three and two, from 09:15 the last.
        assertThat(search(everything, slots)).hasSize(2 * (4 + 3 + 2 + 1)).doesNotHaveDuplicates();
        assertThat(search(seven, slots)).isEqualTo(search(everything, slots).subList(0, 7));
    }

    @Test
    @DisplayName("includes a start at `from`, excludes one at `to`, and lets later segments pass it")
    void bounds() {
        var slots =
                new Salon().open(colour, "2026-12-07T09:00", "2026-12-07T12:00").slots();
        var query = OfferQuery.earliest(colour, at("2026-12-07T09:10"), at("2026-12-07T09:25"), 500);

        assertThat(search(query, slots))
                .extracting(Offer::start)
                .containsExactly(at("2026-12-07T09:10"), at("2026-12-07T09:15"), at("2026-12-07T09:20"));
    }

    @Test
    @DisplayName("keeps every segment to the person asked for, and offers nothing where they cannot do one")
    void oneStaffMember() {
        var slots =
                new Salon().open(colour, "2026-12-07T09:00", "2026-12-07T12:00").slots();

        assertThat(search(by("anna"), slots)).isNotEmpty().allSatisfy(o -> assertThat(o.staffChanges())
                .isZero());
        assertThat(search(by("ben"), slots)).isEmpty();
        assertThat(search(by("nobody"), slots)).isEmpty();
    }

    private OfferQuery by(String staff) {
        return new OfferQuery(colour, monday, tuesday, Optional.of(staff), Order.EARLIEST, 10, false);
    }

    @Test
    @DisplayName(
            "with order tightest fills the pause of another appointment before it joins a neighbour or an empty day")
    void tightest() {
        var holds = Map.of(
                "anna",
                List.of(
                        between("2026-12-07T10:00", "2026-12-07T10:45"),
                        between("2026-12-07T11:15", "2026-12-07T11:45")));
        var slots = new Salon()
                .open(haircut, "2026-12-07T09:00", "2026-12-07T17:30")
                .slots()
                .without(haircut, holds);
        var query = new OfferQuery(haircut, monday, tuesday, Optional.of("anna"), Order.TIGHTEST, 4, false);

        assertThat(OfferSearch.search(query, slots, new Diary(BERLIN, holds)))
                .extracting(Offer::start)
                .containsExactly(
                        at("2026-12-07T10:45"), // fills the pause
                        at("2026-12-07T09:00"), // begins the day, an hour before her first
                        at("2026-12-07T09:30"), // ends where her first begins
                        at("2026-12-07T11:45")); // joins her last, with the afternoon behind it
    }

    @Test
    @DisplayName(
            "with order tightest lets a day begin with its first appointment, though she is free since the day before")
    void tightestAfterMidnight() {
        var holds = Map.of("anna", List.of(between("2026-12-08T00:00", "2026-12-08T00:10")));
        var slots = new Salon()
                .free(101, "2026-12-07T23:40", "2026-12-07T23:50", "2026-12-08T00:20")
                .free(101, "2026-12-08T10:00", "2026-12-08T10:05")
                .slots();
        var query =
                new OfferQuery(haircut, tuesday, at("2026-12-09T00:00"), Optional.of("anna"), Order.TIGHTEST, 3, false);

        assertThat(OfferSearch.search(query, slots, new Diary(BERLIN, holds)))
                .extracting(Offer::start)
                .containsExactly(
                        at("2026-12-08T10:00"), // 5 minutes idle after it
                        at("2026-12-08T10:05"), // 5 minutes before it
                        at("2026-12-08T00:20")); // 10 minutes since the appointment
    }

    @ParameterizedTest(name = "{0} {1}")
    @DisplayName("keeps lengths in real minutes when clocks change in the middle of an appointment:")
    @CsvSource({
        "Europe/Berlin,    2026-10-25T01:30:00+02:00, 2026-10-25T02:15:00+02:00, 2026-10-25T02:45:00+02:00, 2026-10-25T02:15:00+01:00",
        "Europe/Berlin,    2027-03-28T01:00:00+01:00, 2027-03-28T01:45:00+01:00, 2027-03-28T03:15:00+02:00, 2027-03-28T03:45:00+02:00",
        "America/New_York, 2026-11-01T00:30:00-04:00, 2026-11-01T01:15:00-04:00, 2026-11-01T01:45:00-04:00, 2026-11-01T01:15:00-05:00",
        "America/New_York, 2027-03-14T01:00:00-05:00, 2027-03-14T01:45:00-05:00, 2027-03-14T03:15:00-04:00, 2027-03-14T03:45:00-04:00"
    })
    void clockChanges(ZoneId zone, String start, String pauseStart, String pauseEnd, String end) {
        var begin = ZonedDateTime.parse(start).toInstant();
        var starts = new ArrayList<Instant>();
        for (int minute = 0; minute < 300; minute += 5) {
            starts.add(begin.plus(Duration.ofMinutes(minute)));
        }
        var slots = FreeSlots.of(Map.of(201L, starts, 211L, starts));

        var offer = search(OfferQuery.earliest(colour, begin, begin.plusSeconds(1), 1), slots)
                .get(0);

        var answer = OfferAnswer.of(offer, zone);
        assertThat(answer.start()).isEqualTo(start);
        assertThat(answer.end()).isEqualTo(end);
        assertThat(answer.minutes()).isEqualTo(105);
        assertThat(answer.pauses()).containsExactly(new OfferAnswer.PauseAnswer("colour", pauseStart, pauseEnd, 30));
    }

    @Test
    @DisplayName("finds nothing where nothing is free, and nothing when nothing is asked for")
    void nothing() {
        var slots = new Salon()
                .open(haircut, "2026-12-07T09:00", "2026-12-07T10:00")
                .slots();

        assertThat(search(OfferQuery.earliest(haircut, monday, tuesday, 10), FreeSlots.of(Map.of())))
                .isEmpty();
        assertThat(search(OfferQuery.earliest(haircut, monday, tuesday, 0), slots))
                .isEmpty();
        assertThat(search(OfferQuery.earliest(haircut, tuesday, monday, 10), slots))
                .isEmpty();
    }

    @Test
    @DisplayName("proposes the nearest starts instead, of two equally near the earlier first")
    void alternatives() {
        var slots = new Salon()
                .free(101, "2026-12-07T09:00", "2026-12-07T09:55", "2026-12-07T10:05", "2026-12-07T12:00")
                .slots();
        var query = OfferQuery.earliest(haircut, monday, tuesday, 1);

        assertThat(Alternatives.nearest(query, slots, FreeUnits.ALL, at("2026-12-07T10:00"), 3))
                .extracting(Offer::start)
                .containsExactly(at("2026-12-07T09:55"), at("2026-12-07T10:05"), at("2026-12-07T09:00"));
    }

    @Test
    @DisplayName("of equally good people takes who has fewest bookings that day, then who was not booked for longest")
    void turns() {
        var slots = new Salon();
        for (long eventType : new long[] {101, 102, 103}) {
            slots.free(eventType, "2026-12-07T09:00", "2026-12-08T09:00");
        }
        var held = Map.of(
                "anna", List.of(between("2026-12-07T12:00", "2026-12-07T12:30")),
                "ben", List.of(between("2026-12-08T12:00", "2026-12-08T12:30")));
        var lastBooked =
                Map.of("anna", at("2026-11-30T10:00"), "ben", at("2026-11-29T10:00"), "cleo", at("2026-11-30T11:00"));
        var turns = Turns.of(Staffing.FAIR, BERLIN, held, lastBooked);

        var offers = OfferSearch.search(
                OfferQuery.earliest(haircut, monday, at("2026-12-09T00:00"), 9),
                slots.slots(),
                Diary.blank(BERLIN),
                turns);

        assertThat(offers).extracting(o -> o.segments().get(0).staff()).containsExactly("ben", "anna");
        assertThat(Planner.plan(PlanRequest.at(haircut, at("2026-12-07T09:00")), slots.slots(), turns))
                .isInstanceOfSatisfying(Plan.Ready.class, plan -> assertThat(
                                plan.offer().segments().get(0).staff())
                        .isEqualTo("ben"));
        assertThat(Turns.of(Staffing.FAIR, BERLIN, Map.of(), Map.of("anna", at("2026-11-30T10:00")))
                        .order(List.of("anna", "ben", "cleo"), at("2026-12-07T09:00")))
                .as("who was never booked comes first")
                .containsExactlyInAnyOrder("ben", "cleo", "anna")
                .endsWith("anna");
    }

    private static List<Offer> search(OfferQuery query, FreeSlots slots) {
        return OfferSearch.search(query, slots, Diary.blank(BERLIN));
    }
}
