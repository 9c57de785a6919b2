package dev.interlude.availability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.log.Received;
import dev.interlude.support.AcceptanceTest;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
@DisplayName("What is offered")
class AvailabilityApiTest extends AcceptanceTest {

    private static List<Integer> pauses(Reply reply) {
        return reply.json()
                .path("offers")
                .valueStream()
                .map(o -> o.at("/pauses/0/minutes").asInt())
                .toList();
    }

    private static List<String> staff(JsonNode offer) {
        return offer.path("segments")
                .valueStream()
                .map(s -> s.path("staff").asText())
                .toList();
    }

    @Test
    @DisplayName("keeps the pause between its least and its most minutes, and ends with the working day")
    void pauses() {
        caller.booked(RequestBodies.haircut(day.at("10:15"), "anna"));
        caller.booked(RequestBodies.haircut(day.at("10:15"), "ben"));

        var found = caller.offers("colour-and-style", day);

        assertThat(found.starts().subList(0, 5))
                .as("45 minutes before the colleagues' appointments end is the first, 30 the last")
                .containsExactly(
                        day.shown("09:15"),
                        day.shown("09:20"),
                        day.shown("09:25"),
                        day.shown("09:30"),
                        day.shown("10:45"));
        assertThat(pauses(found).subList(0, 5)).containsExactly(45, 40, 35, 30, 30);
        assertThat(found.starts()).last().isEqualTo(day.shown("16:15"));
        assertThat(found.json().path("offers"))
                .last()
                .satisfies(last -> assertThat(last.path("end").asText()).isEqualTo(day.shown("18:00")));
        assertThat(found.json().path("offers"))
                .allSatisfy(o -> assertThat(o.at("/pauses/0/minutes").asInt()).isBetween(30, 45));
    }

    @Test
    @DisplayName("can be one person for every segment, or every combination of who and when")
    void combinations() {
        var byAnna = caller.offers("colour-and-style", day, "staff", "anna");
        var all = caller.offers("colour-and-style", day, "all", "true");

        assertThat(byAnna.json().path("offers")).hasSize(88).allSatisfy(o -> assertThat(staff(o))
                .containsExactly("anna", "anna"));
        var atNine = all.json()
                .path("offers")
                .valueStream()
                .filter(o -> o.path("start").asText().equals(day.shown("09:00")))
                .toList();
        assertThat(atNine).as("four pauses times two stylists").hasSize(8);
        assertThat(atNine.stream().map(AvailabilityApiTest::staff))
                .contains(List.of("anna", "anna"), List.of("anna", "ben"));
        assertThat(atNine).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("is one offer for each start, the earliest first, and no more than asked for")
    void limit() {
        var query = "/api/v1/availability?service=haircut&from=" + day + "&to=" + day.next();
        var ten = caller.get(query + "&limit=10");
        var byDefault = caller.get(query);

        assertThat(ten.starts()).hasSize(10).isEqualTo(byDefault.starts().subList(0, 10));
        assertThat(byDefault.starts()).hasSize(50).isSorted().doesNotHaveDuplicates();
        assertThat(byDefault.at("/offers/0/minutes")).isEqualTo("30");
        assertThat(byDefault.json().at("/offers/0/pauses")).isEmpty();
        assertThat(byDefault.at("/offers/0/end")).isEqualTo(day.shown("09:30"));
        assertThat(byDefault.json().path("stale").asBoolean(true)).isFalse();
        assertThat(byDefault.at("/timeZone")).isEqualTo("Europe/Berlin");
    }

    @Test
    @DisplayName("comes in the order asked for: shortest, fewest changes, tightest")
    void order() {
        caller.booked(RequestBodies.haircut(day.at("10:15"), "anna"));
        caller.booked(RequestBodies.haircut(day.at("10:15"), "ben"));

        var shortest = caller.offers("colour-and-style", day, "order", "shortest")
                .json()
                .path("offers");
        var fewest = caller.offers("colour-and-style", day, "order", "fewest-changes")
                .json()
                .path("offers");
        var tightest = caller.offers("haircut", day, "order", "tightest", "staff", "anna");

        assertThat(shortest.valueStream().map(o -> o.path("minutes").asInt()).toList())
                .isSorted()
                .startsWith(105)
                .endsWith(120);
        assertThat(shortest.path(0).path("start").asText()).isEqualTo(day.shown("09:30"));
        assertThat(fewest.valueStream()
                        .map(o -> staff(o).stream().distinct().count())
                        .toList())
                .isSortedAccordingTo(Comparator.naturalOrder())
                .startsWith(1L);
        assertThat(tightest.starts().subList(0, 4))
                .as("beside what is there, or at the edges of the day")
                .containsExactlyInAnyOrder(
                        day.shown("09:00"), day.shown("09:45"), day.shown("10:45"), day.shown("17:30"));
    }

    @Test
    @DisplayName("begins within the range, which may be moments, on the clock of the zone that was asked for")
    void range() {
        var tokyo = ZoneId.of("Asia/Tokyo");

        var found = caller.get(
                "/api/v1/availability",
                List.of(
                        "service",
                        "haircut",
                        "from",
                        day.shown("10:00", tokyo).substring(0, 19),
                        "to",
                        day.shown("10:15"),
                        "timeZone",
                        "Asia/Tokyo"));

        assertThat(found.status()).as(found.text()).isEqualTo(200);
        assertThat(found.starts())
                .containsExactly(day.shown("10:00", tokyo), day.shown("10:05", tokyo), day.shown("10:10", tokyo));
        assertThat(found.at("/timeZone")).isEqualTo("Asia/Tokyo");
    }

    @Test
    @DisplayName("hides what others book at Cal.com, as soon as that is read again")
    void bookedByOthers() {
        assertThat(caller.offers("haircut", day, "staff", "dora").starts()).contains(day.shown("10:00"));

        calcom.bookedByOthers(104, day.instant("10:00"));

        await().untilAsserted(() -> assertThat(
                        caller.offers("haircut", day, "staff", "dora").starts())
                .contains(day.shown("09:30"))
                .doesNotContain(day.shown("10:00")));
    }

    @Test
    @DisplayName("no longer holds what was booked, from the same moment on, and holds it again once it is cancelled")
    void ownBookings() {
        assertThat(caller.offers("haircut", day, "staff", "anna").starts()).contains(day.shown("10:00"));

        var booked = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));

        assertThat(caller.offers("haircut", day, "staff", "anna").starts())
                .contains(day.shown("09:30"), day.shown("10:30"))
                .doesNotContain(day.shown("09:35"), day.shown("10:00"), day.shown("10:25"));
        assertThat(caller.offers("colour-and-style", day).starts())
                .as("other services of hers too")
                .contains(day.shown("09:15"))
                .doesNotContain(day.shown("09:20"), day.shown("10:25"));
        assertThat(caller.offers("haircut", day, "staff", "ben").starts()).contains(day.shown("10:00"));

        caller.cancel(booked.id());

        assertThat(caller.offers("haircut", day, "staff", "anna").starts())
                .contains(day.shown("09:35"), day.shown("10:00"), day.shown("10:25"));
    }

    @Test
    @DisplayName("includes the pauses of booked appointments, which others can have")
    void pausesAreFree() {
        caller.booked(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "anna"));

        var found = caller.offers("haircut", day, "staff", "anna");

        assertThat(found.starts().get(0)).isEqualTo(day.shown("09:45"));
        assertThat(found.starts().get(1)).isEqualTo(day.shown("10:45"));
        caller.booked(RequestBodies.haircut(day.at("09:45"), "anna"));
        assertThat(calcom.liveOn(day)).hasSize(3);
    }

    @Test
    @DisplayName("is read from Cal.com once for each event type and remembered for a while, whoever asks and how")
    void readOnce() {
        var unread = Day.ofFreshWeek();

        caller.offers("haircut", unread);

        assertThat(calcom.requestsAbout(unread.date()))
                .extracting(Received::eventTypeId)
                .containsExactlyInAnyOrder(101L, 102L, 103L, 104L, 105L);
        assertThat(calcom.requestsAbout(unread.date()))
                .allSatisfy(r -> assertThat(r.headers().get("cal-api-version")).isEqualTo("2024-09-04"));
        sandbox.forgetRequests();

        caller.offers("haircut", unread, "order", "tightest");
        caller.offers("haircut", unread, "staff", "anna", "timeZone", "Asia/Tokyo");
        caller.offers("haircut", unread.next(), "all", "true");
        assertThat(calcom.requestsAbout(unread.date())).isEmpty();
    }

    @Test
    @DisplayName("is never in the past, even where the range is")
    void past() {
        var from = java.time.LocalDate.now(Day.BERLIN).minusDays(3);

        var found = caller.get(
                "/api/v1/availability",
                List.of("service", "haircut", "from", "" + from, "to", "" + from.plusDays(7), "limit", "500"));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.starts()).isNotEmpty().allSatisfy(start -> assertThat(
                        java.time.OffsetDateTime.parse(start).toInstant())
                .isAfter(java.time.Instant.now().minusSeconds(60)));
    }

    @Test
    @DisplayName("follows from the catalog, which is shown")
    void services() {
        var services = caller.get("/api/v1/services").json().path("services");

        assertThat(services.valueStream().map(s -> s.path("id").asText()))
                .containsExactlyElementsOf(CatalogFile.read(Path.of("config/catalog.yaml"))
                        .services()
                        .keySet());
        var colour = services.path(1);
        assertThat(colour.at("/minutes")).hasToString("{\"min\":105,\"max\":120}");
        assertThat(colour.at("/segments/0/pauseAfter")).hasToString("{\"min\":30,\"max\":45}");
        assertThat(colour.at("/segments/1/pauseAfter").isNull()).isTrue();
        assertThat(colour.at("/segments/1/staff")).hasToString("[\"anna\",\"ben\"]");
        assertThat(services.at("/3/minutes")).hasToString("{\"min\":135,\"max\":135}");
    }
}
