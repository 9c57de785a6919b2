package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.interlude.availability.Horizon;
import dev.interlude.availability.slots.Interval;
import dev.interlude.availability.units.FreeUnits;
import dev.interlude.booking.Booking;
import dev.interlude.booking.Booking.BookedSegment;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.Attendee;
import dev.interlude.booking.move.SegmentChange.What;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.Ids;
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
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Of a balayage under way, at 10:05: painted until 10:00, care to come at 10:30 and style at 10:45,")
class ChangeUnderWayTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock = Clock.fixed(at("10:05"), BERLIN);
    private final ChangeRequests requests = new ChangeRequests(
            CatalogFile.read(Path.of("config/catalog.yaml")),
            clock,
            new Horizon(clock, 365, BERLIN),
            Duration.ofSeconds(25));
    private final MovePlanner planner = new MovePlanner(new Ids(clock));
    private final Booking booking = booking();

    @Test
    @DisplayName("the care can be dropped: the style stays where it is, within the pause after the paint")
    void dropped() {
        var plan = plan("{'drop': ['care']}");

        assertThat(plan.changes()).extracting(SegmentChange::what).containsExactly(What.KEPT, What.KEPT, What.DROPPED);
        assertThat(plan.moves()).isEmpty();
        assertThat(plan.dropped()).extracting(BookedSegment::key).containsExactly("care");
        assertThat(plan.start()).isEqualTo(at("09:00"));
    }

    @Test
    @DisplayName("the style can go to another person in another length; the old one is not in the way")
    void anotherPerson() {
        var plan = plan("{'segments': [{'key': 'style', 'staff': 'ben', 'minutes': 45}]}");

        assertThat(plan.changes())
                .extracting(SegmentChange::what)
                .containsExactly(What.KEPT, What.KEPT, What.BOOKED_ANEW);
        assertThat(plan.changes().get(2).waitsAt()).isNull();
        assertThat(plan.end()).isEqualTo(at("11:30"));
    }

    @Test
    @DisplayName("the style can be shorter: its old booking waits at the nearest free time, and moves there first")
    void shorter() {
        var plan = plan("{'segments': [{'key': 'style', 'minutes': 20}]}");

        assertThat(plan.moves()).singleElement().satisfies(move -> {
            assertThat(move.fromStart()).isEqualTo(at("10:45"));
            assertThat(move.toStart()).isEqualTo(at("11:15"));
        });
        assertThat(plan.lasting()).isEmpty();
        assertThat(plan.changes().get(2).waitsAt().start()).isEqualTo(at("11:15"));
    }

    @Test
    @DisplayName("the pause can be longer: both parts to come shift")
    void longerPause() {
        var plan = plan("{'segments': [{'key': 'paint', 'pauseAfter': 50}]}");

        assertThat(plan.changes()).extracting(SegmentChange::what).containsExactly(What.KEPT, What.MOVED, What.MOVED);
        assertThat(plan.moves()).extracting(Move::toStart).containsExactly(at("11:05"), at("10:50"));
    }

    @Test
    @DisplayName("the paint keeps its length, its person and its time")
    void begun() {
        assertThat(errors("{'segments': [{'key': 'paint', 'minutes': 90}]}"))
                .contains(new FieldError("/segments", "paint has begun; its length stays the same"));
        assertThat(errors("{'segments': [{'key': 'paint', 'staff': 'ben'}]}"))
                .contains(new FieldError("/segments/0/staff", "paint has begun; its staff stays the same"));
        assertThat(errors("{'start': '2031-06-02T10:00:00'}"))
                .singleElement()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/start"));
    }

    private MovePlan plan(String body) {
        var request = requests.read(parsed(body), booking, "test", UUID.randomUUID());
        var slots = planner.look(booking, request);
        var free = IntStream.range(2, 24)
                .mapToObj(n -> at("10:00").plus(Duration.ofMinutes(5L * n)))
                .toList();
        slots.reads().forEach(read -> planner.keep(slots, read, free));
        return planner.plan(booking, request, slots, Map.<String, List<Interval>>of(), FreeUnits.ALL);
    }

    private List<FieldError> errors(String body) {
        return catchThrowableOfType(
                        Refused.class, () -> requests.read(parsed(body), booking, "test", UUID.randomUUID()))
                .problem()
                .errors();
    }

    private static ObjectNode parsed(String body) {
        try {
            return (ObjectNode) JSON.readTree(body.replace('\'', '"'));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Instant at(String time) {
        return LocalDateTime.parse("2031-06-02T" + time).atZone(BERLIN).toInstant();
    }

    private static Booking booking() {
        return new Booking(
                UUID.randomUUID(),
                "balayage",
                BookingStatus.BOOKED,
                at("09:00"),
                at("11:15"),
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
                        segment(0, "paint", "09:00", "10:00", 701),
                        segment(1, "care", "10:30", "10:45", 711),
                        segment(2, "style", "10:45", "11:15", 721)));
    }

    private static BookedSegment segment(int position, String key, String from, String to, long eventType) {
        return new BookedSegment(
                UUID.randomUUID(),
                position,
                key,
                "anna",
                at(from),
                at(to),
                SegmentStatus.BOOKED,
                "salon",
                eventType,
                key + "-uid");
    }
}
