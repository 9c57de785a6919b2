package dev.interlude.availability;

import static dev.interlude.availability.search.Salon.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.interlude.availability.search.Offer;
import dev.interlude.availability.search.OfferedSegment;
import dev.interlude.availability.search.Order;
import dev.interlude.availability.search.Salon;
import dev.interlude.availability.slots.LeftOut;
import dev.interlude.availability.slots.SlotRead;
import dev.interlude.availability.slots.SlotReads;
import dev.interlude.catalog.ServicesAnswer;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What callers and Cal.com are told")
class AnswersTest {

    private final ObjectMapper json = new ObjectMapper();

    @Test
    @DisplayName("about offers has the members of the interface, in the asked zone")
    void offers() throws JsonProcessingException {
        var offer = Offer.of(
                "colour-and-style",
                List.of(
                        new OfferedSegment("colour", "anna", 201, at("2026-12-07T09:00"), at("2026-12-07T09:45")),
                        new OfferedSegment("style", "ben", 212, at("2026-12-07T10:15"), at("2026-12-07T10:45"))));

        var missing = new LeftOut(
                212,
                at("2026-12-07T00:00"),
                at("2026-12-08T00:00"),
                Problem.of(ProblemCode.UNAVAILABLE, "no call left").withRetryAfter(4));

        var answer = AvailabilityAnswer.of(
                Salon.service("colour-and-style"), Salon.BERLIN, false, 3, List.of(missing), List.of(offer));

        assertThat(json.readTree(json.writeValueAsString(answer)))
                .isEqualTo(
                        json.readTree(
                                """
                {"service":"colour-and-style","timeZone":"Europe/Berlin","stale":false,"ageSeconds":3,
                 "partial":[{"segment":"style","staff":"ben","from":"2026-12-07T00:00:00+01:00","to":"2026-12-08T00:00:00+01:00",
                   "code":"UNAVAILABLE","reason":"no call left","retryAfterSeconds":4}],
                 "offers":[{"start":"2026-12-07T09:00:00+01:00","end":"2026-12-07T10:45:00+01:00","minutes":105,
                   "segments":[{"key":"colour","staff":"anna","start":"2026-12-07T09:00:00+01:00","end":"2026-12-07T09:45:00+01:00"},
                               {"key":"style","staff":"ben","start":"2026-12-07T10:15:00+01:00","end":"2026-12-07T10:45:00+01:00"}],
                   "pauses":[{"after":"colour","start":"2026-12-07T09:45:00+01:00","end":"2026-12-07T10:15:00+01:00","minutes":30}]}]}
                """));
    }

    @Test
    @DisplayName("about services has the members of the interface, null where no pause follows")
    void services() throws JsonProcessingException {
        var answer = json.readTree(json.writeValueAsString(ServicesAnswer.of(Salon.CATALOG)));

        assertThat(answer.at("/services"))
                .hasSameSizeAs(Salon.CATALOG.services().keySet());
        assertThat(answer.at("/services/1"))
                .isEqualTo(
                        json.readTree(
                                """
                {"id":"colour-and-style","name":"Colour and style","minutes":{"min":105,"max":120},"segments":[
                  {"key":"colour","name":"Colour","minutes":45,"pauseAfter":{"min":30,"max":45},"staff":["anna"],
                    "optional":false,"durations":[],"byStaff":{"anna":{"minutes":45,"pauseAfter":{"min":30,"max":45}}},
                    "needs":[],"pauseNeeds":[]},
                  {"key":"style","name":"Style","minutes":30,"pauseAfter":null,"staff":["anna","ben"],"optional":false,
                    "durations":[],"byStaff":{"anna":{"minutes":30,"pauseAfter":null},"ben":{"minutes":30,"pauseAfter":null}},
                    "needs":[],"pauseNeeds":[]}]}
                """));
    }

    @Test
    @DisplayName("about slots to read is one question for each event type, over the days an appointment may reach into")
    void slotReads() {
        var from = Instant.parse("2026-12-07T00:00:00Z");
        var colour = Salon.service("colour-and-style");

        assertThat(SlotReads.of(colour, from, Instant.parse("2026-12-07T22:00:00Z"), Optional.empty()))
                .containsExactly(
                        read(201, "2026-12-07", "2026-12-07"),
                        read(211, "2026-12-07", "2026-12-07"),
                        read(212, "2026-12-07", "2026-12-07"));
        assertThat(SlotReads.of(colour, from, Instant.parse("2026-12-07T22:01:00Z"), Optional.of("anna")))
                .containsExactly(read(201, "2026-12-07", "2026-12-08"), read(211, "2026-12-07", "2026-12-08"));
        assertThat(read(201, "2026-12-30", "2027-01-01").days())
                .containsExactly(LocalDate.of(2026, 12, 30), LocalDate.of(2026, 12, 31), LocalDate.of(2027, 1, 1));
    }

    private static SlotRead read(long eventType, String firstDay, String lastDay) {
        return new SlotRead("salon", eventType, LocalDate.parse(firstDay), LocalDate.parse(lastDay));
    }

    @Test
    @DisplayName("about orders uses names with dashes")
    void orders() {
        assertThat(Order.wireNames()).containsExactly("earliest", "shortest", "fewest-changes", "tightest");
        assertThat(Order.parse("fewest-changes")).contains(Order.FEWEST_CHANGES);
        assertThat(Order.parse("FEWEST_CHANGES")).isEmpty();
    }
}
