package dev.interlude.booking.attendees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.sandbox.Sandbox;
import dev.interlude.sandbox.SandboxSettings;
import dev.interlude.support.AtCalcom;
import dev.interlude.support.Day;
import dev.interlude.support.Reply;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.ServerProcess;
import dev.interlude.support.StoredBookings;
import dev.interlude.support.TestDatabase;
import dev.interlude.support.Upstream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

@DisplayName("Where the catalog says `attendeeOverlap: refuse`, an attendee who is booked then")
@Timeout(180)
class AttendeeBusyTest {

    @TempDir
    private static Path folder;

    private static Sandbox sandbox;
    private static ServerProcess server;
    private static StoredBookings books;

    private final Day day = Day.fresh();
    private final Upstream caller = new Upstream(URI.create(server.url()).getPort());
    private final AtCalcom calcom = new AtCalcom(sandbox);

    @BeforeAll
    static void start() throws IOException {
        var strict = Files.writeString(
                folder.resolve("catalog.yaml"),
                Files.readString(Path.of("config/catalog.yaml"))
                        .replace("timeZone: Europe/Berlin\n", "timeZone: Europe/Berlin\nattendeeOverlap: refuse\n"));
        sandbox = Sandbox.start(SandboxSettings.of(CatalogFile.read(strict)));
        books = new StoredBookings(JdbcClient.create(TestDatabase.another("attendee_busy")));
        server = ServerProcess.start(
                        "attendee-busy",
                        TestDatabase.url("attendee_busy"),
                        sandbox.baseUrl(),
                        Map.of("INTERLUDE_CATALOG", strict.toString()))
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        server.close();
        sandbox.close();
    }

    @Test
    @DisplayName("is not booked again, whoever serves; Cal.com is not asked, and nothing is kept")
    void placing() {
        var first = caller.booked(RequestBodies.haircut(day.at("10:00"), "anna"));
        sandbox.forgetRequests();

        var refused = caller.book(same(RequestBodies.haircut(day.at("10:15"), "ben"), first));

        assertThat(refused.status()).as(refused.text()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("ATTENDEE_BUSY");
        assertThat(calcom.writes()).isEmpty();
        assertThat(books.bookingsOn(day)).containsExactly(first.id());
        caller.booked(same(RequestBodies.haircut(day.at("10:45"), "ben"), first));
    }

    @Test
    @DisplayName("is booked by one of two requests at once")
    void atOnce() {
        var one = RequestBodies.haircut(day.at("10:00"), "anna");
        var email = one.at("/attendee/email").asText();
        var other = RequestBodies.haircut(day.at("10:15"), "ben");
        ((ObjectNode) other.path("attendee")).put("email", email);

        var replies = Upstream.wait(List.of(
                caller.posting("/api/v1/bookings", one.toString()),
                caller.posting("/api/v1/bookings", other.toString())));

        assertThat(replies).extracting(Reply::status).containsExactlyInAnyOrder(201, 409);
        assertThat(calcom.liveOn(day)).hasSize(1);
    }

    @Test
    @DisplayName(
            "is not moved there, alone or with several parts; all stays where it was, and it may move within its own time")
    void moving() {
        var first = caller.booked(RequestBodies.haircut(day.at("14:00"), "cleo"));
        var single = caller.booked(same(RequestBodies.haircut(day.at("16:00"), "dora"), first));
        var whole = caller.booked(same(RequestBodies.colourAndStyle(day.at("09:00"), day.at("10:15"), "ben"), first));
        sandbox.forgetRequests();

        for (var one : List.of(
                caller.move(single.id(), RequestBodies.to(day.at("14:15"))),
                caller.move(whole.id(), RequestBodies.to(day.at("13:30"))))) {
            assertThat(one.status()).as(one.text()).isEqualTo(409);
            assertThat(one.code()).isEqualTo("ATTENDEE_BUSY");
        }
        assertThat(calcom.writes()).isEmpty();
        assertThat(books.status(single.id())).isEqualTo("BOOKED");
        assertThat(books.holds(single.id())).containsExactly("dora " + day.at("16:00"));
        assertThat(books.status(whole.id())).isEqualTo("BOOKED");
        assertThat(caller.read(whole.id()).at("/start")).isEqualTo(day.shown("09:00"));

        var later = caller.move(single.id(), RequestBodies.to(day.at("16:15")));
        assertThat(later.status()).as(later.text()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(10)).until(() -> calcom.liveOn(day).size() == 4);
    }

    private static ObjectNode same(ObjectNode body, Reply first) {
        ((ObjectNode) body.path("attendee")).put("email", first.at("/attendee/email"));
        return body;
    }
}
