package dev.interlude.observed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.interlude.sandbox.model.Attendee;
import dev.interlude.support.BothSides;
import dev.interlude.support.Day;
import dev.interlude.support.FromCalcom;
import dev.interlude.support.RequestBodies;
import dev.interlude.support.Upstream;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@Tag("sync")
@DisplayName("Who comes to a booking")
class ObservedAttendeesTest extends BothSides {

    private static final String GENERATED = "34600000001@sms.cal.com";
    private static final Attendee GUEST = person("A Guest", "guest@example.com");

    @LocalServerPort
    private int port;

    private final Day second = Day.fresh();
    private FromCalcom told;
    private final String email = "who-" + UUID.randomUUID() + "@example.com";

    @BeforeEach
    void connect() {
        told = new FromCalcom(sandbox, caller, jdbc, port);
    }

    @AfterEach
    void heard() {
        told.awaitAllHeard();
    }

    @Test
    @DisplayName(
            "is who the caller said, whatever Cal.com makes up, leaves out or adds; found and erased by that address")
    void told() {
        var shown = List.of(
                List.of(person("Zoë", GENERATED)),
                List.of(person("Zoë", null)),
                List.<Attendee>of(),
                List.of(GUEST, person("", GENERATED)));
        var ids = new java.util.ArrayList<String>();
        for (int n = 0; n < shown.size(); n++) {
            var id = booked("1" + n + ":00", "anna", email);
            shows(uid(id), shown.get(n));
            ids.add(id);
        }
        var composite = caller.booked(
                        customer(RequestBodies.colourAndStyle(second.at("09:00"), second.at("10:15"), "ben"), email))
                .id();
        calcom.liveOf(composite).forEach(row -> shows(row.uid, List.of(person("Zoë", GENERATED))));
        ids.add(composite);

        for (var mode : List.of("incremental", "full")) {
            var report = synced(mode);
            assertThat(report.at("/found/attendee")).as(report.text()).isEqualTo("0");
        }
        var moved = caller.move(ids.get(0), RequestBodies.to(day.at("15:00")));
        assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        shows(uid(ids.get(0)), List.of(person("Zoë", GENERATED)));
        synced("incremental");

        for (var id : ids) {
            assertThat(caller.read(id).at("/attendee/email")).isEqualTo(email);
            assertThat(books.history(id)).noneMatch(what -> what.contains("attendee"));
        }
        assertThat(found(email)).containsExactlyInAnyOrderElementsOf(ids);
        ids.forEach(id -> caller.cancel(id));
        var erased = caller.ask("DELETE", "/api/v1/attendees/" + email, BodyPublishers.noBody());
        assertThat(erased.at("/bookings")).as(erased.text()).isEqualTo("" + ids.size());
        assertThat(jdbc.sql(
                                "select count(*) from segment where booking::text in (:ids) and coalesce(shown_email, shown_name) is not null")
                        .param("ids", ids)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    @DisplayName(
            "is taken over when a person changes it in Cal.com, and then found by either address; of a composite a person decides")
    void changed() {
        var other = "other-" + email;
        var id = booked("09:00", "ben", email);
        var composite = caller.booked(
                        customer(RequestBodies.colourAndStyle(second.at("09:00"), second.at("10:15"), "ben"), email))
                .id();
        shows(uid(id), List.of(person("Ida", other)));
        shows(calcom.liveOf(composite).get(0).uid, List.of(person("Ida", other)));

        var report = synced("incremental");

        assertThat(report.at("/found/attendee")).as(report.text()).isEqualTo("2");
        assertThat(caller.read(id).at("/attendee/email")).isEqualTo(other);
        assertThat(caller.read(id).at("/attendee/name")).isEqualTo("Ida");
        assertThat(caller.read(composite).at("/attendee/email")).isEqualTo(email);
        assertThat(found(email)).containsExactlyInAnyOrder(id, composite);
        assertThat(found(other)).containsExactly(id);
        var flagged = caller.get("/api/v1/sync/drift");
        assertThat(flagged.each("/drift", "bookingId")).contains(composite).doesNotContain(id);
        shows(uid(id), List.of(person("Ida", GENERATED)));
        synced("full");
        assertThat(caller.read(id).at("/attendee/email")).isEqualTo(other);

        var drift = flagged.json()
                .at("/drift")
                .valueStream()
                .filter(one -> one.path("bookingId").asText().equals(composite))
                .findFirst()
                .orElseThrow();
        assertThat(resolved(drift.path("id").asText(), "accept-calcom").status())
                .isEqualTo(200);
        await().untilAsserted(() ->
                assertThat(caller.read(composite).at("/attendee/email")).isEqualTo(other));
        assertThat(synced("full").at("/found/attendee"))
                .as("the other segment shows what it always has")
                .isEqualTo("0");
        assertThat(found(email)).containsExactlyInAnyOrder(id, composite);
    }

    @Test
    @DisplayName("and did not, is our customer alone: not a guest, not the host; nor is it taken back by a guest")
    void absent() {
        var id = booked("09:00", "cleo", email);
        var uid = uid(id);
        told.deliver(noShow(uid, "guest@example.com", true));
        told.awaitAllHeard();
        assertThat(books.status(id)).isEqualTo("BOOKED");
        told.deliver(noShow(uid, email.toUpperCase(java.util.Locale.ROOT), true));
        books.awaitStatus(id, "NO_SHOW");
        told.deliver(noShow(uid, "guest@example.com", false));
        told.awaitAllHeard();
        assertThat(books.status(id)).isEqualTo("NO_SHOW");

        var byGuest = booked("10:00", "cleo", email);
        shows(uid(byGuest), List.of(GUEST.absent(true), person("Zoë", email)));
        var byHost = booked("11:00", "cleo", email);
        calcom.booking(uid(byHost)).absentHost = true;
        changedNow(uid(byHost));
        var byCustomer = booked("12:00", "cleo", email);
        shows(uid(byCustomer), List.of(GUEST, person("Zoë", GENERATED).absent(true)));
        var generated = booked("13:00", "cleo", email);
        shows(uid(generated), List.of(person("Zoë", GENERATED)));
        shows(uid, List.of(person("Zoë", email).absent(true)));
        var composite = caller.booked(
                        customer(RequestBodies.colourAndStyle(second.at("09:00"), second.at("10:15"), "ben"), email))
                .id();
        calcom.liveOf(composite).forEach(row -> shows(row.uid, List.of(GUEST.absent(true), person("Zoë", email))));

        synced("full");

        assertThat(books.status(byGuest)).isEqualTo("BOOKED");
        assertThat(books.status(byHost)).isEqualTo("BOOKED");
        assertThat(books.status(composite)).isEqualTo("BOOKED");
        assertThat(books.status(byCustomer)).isEqualTo("NO_SHOW");
        assertThat(caller.read(byCustomer).at("/attendee/email")).isEqualTo(email);
        told.deliver(noShow(uid(generated), GENERATED, true));
        books.awaitStatus(generated, "NO_SHOW");
        shows(uid(byCustomer), List.of(GUEST, person("Zoë", GENERATED)));
        synced("incremental");
        assertThat(books.status(byCustomer)).as("they did come").isEqualTo("BOOKED");
    }

    private String booked(String time, String staff, String who) {
        return caller.booked(customer(RequestBodies.haircut(day.at(time), staff), who))
                .id();
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode customer(
            com.fasterxml.jackson.databind.node.ObjectNode requestBody, String who) {
        requestBody.withObject("/attendee").put("name", "Zoë").put("email", who);
        return requestBody;
    }

    private List<String> found(String who) {
        return caller.get("/api/v1/bookings?limit=50&attendeeEmail=" + Upstream.encoded(who))
                .each("/bookings", "id");
    }

    private void shows(String uid, List<Attendee> attendees) {
        calcom.booking(uid).attendees = attendees;
        changedNow(uid);
    }

    private void changedNow(String uid) {
        calcom.booking(uid).updatedAt = Instant.now();
    }

    private static Attendee person(String name, String who) {
        return new Attendee(name, who, "Europe/Berlin", "en", null, false, null, null);
    }

    private static String noShow(String uid, String who, boolean absent) {
        var body = RequestBodies.object()
                .put("triggerEvent", "BOOKING_NO_SHOW_UPDATED")
                .put("createdAt", Instant.now().toString());
        var payload = body.putObject("payload").put("message", "marked").put("bookingUid", uid);
        payload.putArray("attendees").addObject().put("email", who).put("noShow", absent);
        return body.toString();
    }
}
