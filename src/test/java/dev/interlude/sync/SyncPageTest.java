package dev.interlude.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.CalcomBooking.Status;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.observed.CalcomBookingPage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Turning the pages")
class SyncPageTest {

    private static final int SIZE = 5;
    private static final Instant NOON = Instant.parse("2027-03-01T12:00:00Z");

    @Test
    @DisplayName("reads each booking once, also when many pages of them have changed at one instant")
    void one_instant() {
        var all = Stream.of(changed(3, NOON.minusSeconds(1)), changed(23, NOON), changed(4, NOON.plusSeconds(1)))
                .flatMap(List::stream)
                .toList();

        assertThat(uids(turned(all))).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(uids(all));
    }

    @Test
    @DisplayName("reads each booking once when no two have changed at one instant")
    void instants() {
        var all = IntStream.range(0, 23)
                .mapToObj(n -> changed(1, NOON.plusSeconds(n)).get(0))
                .toList();

        assertThat(uids(turned(all))).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(uids(all));
    }

    @Test
    @DisplayName("a change of the future, as another clock tells it, is judged some time after it was found")
    void ripe() {
        var grace = Duration.ofMinutes(2);

        assertThat(found(NOON.minusSeconds(60)).ripeAt(grace, NOON, NOON)).isEqualTo(NOON.plusSeconds(60));
        assertThat(found(NOON.plusSeconds(3600)).ripeAt(grace, NOON, NOON.plusSeconds(180)))
                .isEqualTo(NOON.plusSeconds(120));
    }

    private static Finding found(Instant changedAt) {
        return new Finding(DriftKind.GHOST, "salon", null, changed(1, changedAt).get(0), false, false, "", changedAt);
    }

    /** All that is read of it, in Cal.com's way of giving pages. */
    private static List<CalcomBooking> turned(List<CalcomBooking> all) {
        var run = new SyncRun(UUID.randomUUID(), false, false, NOON, NOON, NOON);
        var page = new SyncPage(run, "salon", NOON.minusSeconds(100), 0, java.util.Set.of(), SIZE);
        var read = new ArrayList<CalcomBooking>();
        for (var more = true; more; ) {
            var filter = page.filter();
            var rest = all.stream()
                    .filter(b -> !b.updatedAt().isBefore(filter.updatedAfter()))
                    .sorted(Comparator.comparing(CalcomBooking::updatedAt))
                    .skip(filter.skip())
                    .toList();
            more = rest.size() > SIZE;
            var seen = new CalcomBookingPage(rest.stream().limit(SIZE).toList(), more);
            read.addAll(page.unread(seen));
            page = page.next(seen);
            assertThat(read.size()).as("it ends").isLessThan(2 * all.size());
        }
        return read;
    }

    private static List<CalcomBooking> changed(int many, Instant at) {
        return IntStream.range(0, many)
                .mapToObj(n -> new CalcomBooking(
                        UUID.randomUUID().toString(),
                        Status.ACCEPTED,
                        NOON,
                        NOON.plusSeconds(1800),
                        101L,
                        ObservedAttendees.NOT_SAID,
                        JsonNodeFactory.instance.objectNode(),
                        null,
                        null,
                        at,
                        at))
                .toList();
    }

    private static List<String> uids(List<CalcomBooking> bookings) {
        return bookings.stream().map(CalcomBooking::uid).toList();
    }
}
