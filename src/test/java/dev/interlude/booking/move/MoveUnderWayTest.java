package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.search.RequestedSegment;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.catalog.Catalog;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.Caller;
import dev.interlude.platform.Ids;
import dev.interlude.platform.Role;
import dev.interlude.platform.problems.Problem.FieldError;
import dev.interlude.platform.problems.Refused;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of a composite under way, at 09:50: the colour takes effect since 09:45, the style is to come at 10:15,")
class MoveUnderWayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Caller TEST = new Caller("test", Set.of(Role.BOOK), 1);

    private final Catalog catalog = CatalogFile.read(Path.of("config/catalog.yaml"));
    private final Clock clock = Clock.fixed(at("09:50"), BERLIN);
    private final MoveRequests requests =
            new MoveRequests(catalog, clock, new Horizon(clock, 365, BERLIN), Duration.ofSeconds(25));
    private final MovePlanner planner = new MovePlanner(new Ids(clock));
    private final Booking booking = booking(SegmentStatus.BOOKED);

    @Test
    @DisplayName("the style can be shifted by ten minutes, and nothing else is moved")
    void shifted() {
        var plan = plan(to("09:00", "style", "10:25"));

        assertThat(plan.moves()).hasSize(1);
        assertThat(plan.moves().get(0).fromStart()).isEqualTo(at("10:15"));
        assertThat(plan.moves().get(0).toStart()).isEqualTo(at("10:25"));
        assertThat(plan.replacements()).isEmpty();
        assertThat(plan.start()).isEqualTo(at("09:00"));
        assertThat(plan.end()).isEqualTo(at("10:55"));
    }

    @Test
    @DisplayName("the style can go to another person, and nothing else is touched")
    void otherPerson() {
        var body = to("09:00", "style", "10:25");
        ((ObjectNode) body.at("/segments/0")).put("staff", "anna");

        var plan = plan(body);

        assertThat(plan.moves()).isEmpty();
        assertThat(plan.replacements()).hasSize(1);
        assertThat(plan.replacements().get(0).segment().staff()).isEqualTo("anna");
        assertThat(plan.replacements().get(0).segment().start()).isEqualTo(at("10:25"));
    }

    @Test
    @DisplayName("the style cannot leave the bounds of the pause")
    void outOfBounds() {
        assertThat(errors(to("09:00", "style", "10:35")))
                .containsExactly(new FieldError(
                        "/segments/0/start", "the pause after colour must be 30 to 45 minutes, it would be 50"));
    }

    @Test
    @DisplayName("nothing goes to another day or hour: the start has to stay")
    void anotherDay() {
        for (var start : List.of("2031-06-03T09:00:00", "2031-06-02T11:00:00")) {
            assertThat(errors(JSON.createObjectNode().put("start", start)))
                    .singleElement()
                    .satisfies(error -> assertThat(error.pointer()).isEqualTo("/start"))
                    .satisfies(error -> assertThat(error.detail()).contains("colour has begun"));
        }
    }

    @Test
    @DisplayName("the colour keeps its person")
    void begun() {
        var body = JSON.createObjectNode().put("start", "2031-06-02T09:00:00");
        body.putArray("segments").addObject().put("key", "colour").put("staff", "anna");
        assertThat(plan(body).changesSomething()).isFalse();

        assertThat(UnderWay.check(
                        booking,
                        at("09:00"),
                        List.of(new RequestedSegment("colour", Optional.of("ben"), Optional.empty())),
                        clock.instant()))
                .containsExactly(new FieldError("/segments/0/staff", "colour has begun; its staff stays the same"));
    }

    @Test
    @DisplayName("nothing goes anywhere once the last part has begun")
    void allBegun() {
        var then = Clock.fixed(at("10:20"), BERLIN);
        var later = new MoveRequests(catalog, then, new Horizon(then, 365, BERLIN), Duration.ofSeconds(25));
        var body = JSON.createObjectNode().put("start", "2031-06-03T09:00:00");

        assertThat(catchThrowableOfType(Refused.class, () -> later.read(body, booking, TEST, UUID.randomUUID()))
                        .problem()
                        .errors())
                .containsExactly(new FieldError("/start", "cannot be changed: every part of this booking has begun"));
    }

    @Test
    @DisplayName("one that is lost is still named, and booked anew if asked for")
    void missing() {
        var lost = booking(SegmentStatus.CANCELLED);
        var body = JSON.createObjectNode().put("start", "2031-06-02T09:00:00");

        assertThat(catchThrowableOfType(Refused.class, () -> requests.read(body, lost, TEST, UUID.randomUUID()))
                        .problem()
                        .code()
                        .name())
                .isEqualTo("SEGMENT_MISSING");
        assertThat(plan(body.put("repair", true), lost).replacements())
                .singleElement()
                .satisfies(r -> assertThat(r.segment().start()).isEqualTo(at("10:15")));
    }

    private MovePlan plan(ObjectNode body) {
        return plan(body, booking);
    }

    /** Cal.com has the times to come free, and none that are past. */
    private MovePlan plan(ObjectNode body, Booking what) {
        var request = requests.read(body, what, TEST, UUID.randomUUID());
        var slots = planner.look(what, request);
        var free = List.of(at("10:15"), at("10:20"), at("10:25"), at("10:30"));
        slots.reads().forEach(read -> planner.keep(slots, read, free));
        return planner.plan(what, request, slots, Map.<String, List<Interval>>of(), FreeUnits.ALL);
    }

    private List<FieldError> errors(ObjectNode body) {
        return catchThrowableOfType(Refused.class, () -> requests.read(body, booking, TEST, UUID.randomUUID()))
                .problem()
                .errors();
    }

    private static ObjectNode to(String start, String segment, String time) {
        var body = JSON.createObjectNode().put("start", "2031-06-02T" + start + ":00");
        body.putArray("segments").addObject().put("key", segment).put("start", "2031-06-02T" + time + ":00");
        return body;
    }

    private static Instant at(String time) {
        return LocalDateTime.parse("2031-06-02T" + time).atZone(BERLIN).toInstant();
    }

    private static Booking booking(SegmentStatus style) {
        return new Booking(
                UUID.randomUUID(),
                "colour-and-style",
                BookingStatus.BOOKED,
                at("09:00"),
                at("10:45"),
                BERLIN,
                new Attendee("Zoë", "zoe@example.com", "Europe/Berlin", "de", null),
                "",
                JSON.createObjectNode(),
                null,
                null,
                null,
                "interlude",
                1,
                at("09:00"),
                at("09:00"),
                null,
                null,
                null,
                List.of(
                        segment(0, "colour", "anna", "09:00", "09:45", 201, SegmentStatus.BOOKED),
                        segment(1, "style", "ben", "10:15", "10:45", 212, style)));
    }

    private static BookedSegment segment(
            int position, String key, String staff, String from, String to, long eventType, SegmentStatus status) {
        return new BookedSegment(
                UUID.randomUUID(), position, key, staff, at(from), at(to), status, "salon", eventType, key + "-uid");
    }
}
