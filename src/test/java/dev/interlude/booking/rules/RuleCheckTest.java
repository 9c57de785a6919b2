package dev.interlude.booking.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.BookingStatus;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.problems.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The rules between appointments")
class RuleCheckTest {

    private final Catalog catalog = CatalogFile.read(Path.of("config/catalog.yaml"));
    private final RuleCheck check = new RuleCheck(catalog, at("2027-01-04T08:00"));

    @Test
    @DisplayName("count days by the calendar: three weeks across the change of clocks are enough, a minute less is not")
    void calendar() {
        var tested = known("patch-test", "2027-01-05T09:00", BookingStatus.COMPLETED);
        var before = known("first-colour", "2027-03-15T10:00", BookingStatus.BOOKED);

        assertThat(refused("first-colour", "2027-04-05T10:00", tested, before)).isEmpty();
        assertThat(refused("first-colour", "2027-04-05T09:59", tested, before)).contains(ProblemCode.TOO_SOON);
        assertThat(refused("first-colour", "2027-02-22T10:00", tested, before)).isEmpty();
        assertThat(refused("first-colour", "2027-02-22T10:01", tested, before)).contains(ProblemCode.TOO_SOON);
    }

    @Test
    @DisplayName("offer from the first start on that is far enough from all appointments, not only from the first")
    void firstFree() {
        var tested = known("patch-test", "2027-01-05T09:00", BookingStatus.COMPLETED);
        var refused = check.ofNew(
                catalog.services().get("first-colour"),
                at("2027-03-01T10:00"),
                List.of(
                        tested,
                        known("first-colour", "2027-03-01T10:00", BookingStatus.BOOKED),
                        known("first-colour", "2027-03-24T12:00", BookingStatus.BOOKED)));

        assertThat(refused.flatMap(RuleRefused::helpOf).map(RuleRefused.Help::from))
                .contains(at("2027-04-14T12:00"));
    }

    @Test
    @DisplayName("want a required appointment neither too late nor too old, and agreed on")
    void required() {
        assertThat(refused(
                        "first-colour",
                        "2027-01-08T10:00",
                        known("patch-test", "2027-01-06T09:45", BookingStatus.BOOKED)))
                .isEmpty();
        assertThat(refused(
                        "first-colour",
                        "2027-01-08T10:00",
                        known("patch-test", "2027-01-06T09:46", BookingStatus.BOOKED)))
                .contains(ProblemCode.REQUIRED_APPOINTMENT_MISSING);
        assertThat(refused(
                        "first-colour",
                        "2027-01-08T10:00",
                        known("patch-test", "2026-07-12T10:00", BookingStatus.BOOKED)))
                .isEmpty();
        assertThat(refused(
                        "first-colour",
                        "2027-01-08T10:00",
                        known("patch-test", "2026-07-12T09:59", BookingStatus.BOOKED)))
                .contains(ProblemCode.REQUIRED_APPOINTMENT_MISSING);
        assertThat(refused(
                        "first-colour",
                        "2027-01-08T10:00",
                        known("patch-test", "2027-01-05T09:00", BookingStatus.BOOKING)))
                .contains(ProblemCode.REQUIRED_APPOINTMENT_MISSING);
    }

    @Test
    @DisplayName(
            "let one appointment of the service be open, or of all services where the catalog says so; what is over is not open")
    void oneOpen() {
        var strict = new RuleCheck(
                new Catalog(
                        catalog.timeZone(),
                        catalog.account(),
                        catalog.attendeeOverlap(),
                        catalog.longestWait(),
                        true,
                        null,
                        catalog.staff(),
                        catalog.resources(),
                        catalog.services()),
                check.now());
        var haircut = known("haircut", "2027-01-05T09:00", BookingStatus.BOOKED);
        var over = known("patch-test", "2027-01-04T07:00", BookingStatus.BOOKED);
        var now = known("patch-test", "2027-01-04T07:50", BookingStatus.BOOKED);

        assertThat(refused("patch-test", "2027-01-07T10:00", haircut, over)).isEmpty();
        assertThat(refused("patch-test", "2027-01-07T10:00", now)).contains(ProblemCode.OPEN_APPOINTMENT);
        assertThat(strict.ofNew(catalog.services().get("patch-test"), at("2027-01-07T10:00"), List.of(haircut)))
                .isPresent();
        assertThat(strict.ofMoved(catalog.services().get("patch-test"), at("2027-01-07T10:00"), List.of(haircut)))
                .isEmpty();
    }

    private Optional<ProblemCode> refused(String service, String start, KnownAppointment... others) {
        return check.ofNew(catalog.services().get(service), at(start), List.of(others))
                .map(refused -> refused.problem().code());
    }

    private static KnownAppointment known(String service, String start, BookingStatus status) {
        return new KnownAppointment(
                UUID.randomUUID(), service, status, at(start), at(start).plus(Duration.ofMinutes(15)));
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZoneId.of("Europe/Berlin")).toInstant();
    }
}
