package dev.interlude.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.booking.BookingStatus;
import dev.interlude.booking.CalcomBooking;
import dev.interlude.booking.SegmentStatus;
import dev.interlude.booking.attendees.LocalAttendee;
import dev.interlude.booking.attendees.ObservedAttendees;
import dev.interlude.sync.Known.By;
import dev.interlude.sync.Known.Match;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What a rule does about a booking that stands in Cal.com and has ended here")
class RepairRuleTest {

    private static final Instant ENDED = Instant.parse("2027-03-01T09:00:00Z");

    private final SyncSettings ourBooksWin = new SyncSettings(
            100,
            Duration.ZERO,
            1,
            1,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            1,
            Duration.ZERO,
            Duration.ZERO,
            new SyncSettings.Policy(
                    Repair.PUSH_OURS,
                    Repair.PUSH_OURS,
                    Repair.PUSH_OURS,
                    Repair.PUSH_OURS,
                    Repair.PUSH_OURS,
                    Repair.PUSH_OURS));

    @ParameterizedTest
    @EnumSource(By.class)
    @DisplayName(
            "once it was settled, it is never cancelled in Cal.com, however it is recognised and whatever the policy")
    void settled(By by) {
        for (var status : new BookingStatus[] {BookingStatus.CANCELLED, BookingStatus.REJECTED, BookingStatus.BOOKED}) {
            assertThat(rule(status, SegmentStatus.CANCELLED, by, null)).isEqualTo(Repair.FLAG);
            assertThat(rule(status, SegmentStatus.CANCELLED, by, "old")).isEqualTo(Repair.FLAG);
        }
    }

    @Test
    @DisplayName("given up before it was booked as a whole, it is cancelled, unless a person has moved it since")
    void givenUp() {
        assertThat(rule(BookingStatus.COMPENSATED, SegmentStatus.RELEASED, By.KEY, null))
                .isEqualTo(Repair.PUSH_OURS);
        assertThat(rule(BookingStatus.COMPENSATED, SegmentStatus.RELEASED, By.CURRENT, null))
                .isEqualTo(Repair.PUSH_OURS);
        assertThat(rule(BookingStatus.COMPENSATED, SegmentStatus.RELEASED, By.MOVED, "old"))
                .isEqualTo(Repair.FLAG);
    }

    @Test
    @DisplayName("with a key that our books do not know, a person decides")
    void unknownKey() {
        var calcom = calcom(null);
        assertThat(Comparison.of("salon", calcom, Optional.empty()))
                .singleElement()
                .satisfies(found -> assertThat(ourBooksWin.repairOf(found)).isEqualTo(Repair.FLAG));
    }

    private Repair rule(BookingStatus status, SegmentStatus segment, By by, String movedFrom) {
        var local = new LocalSync(
                UUID.randomUUID(),
                UUID.randomUUID(),
                segment,
                status,
                "interlude",
                1,
                "salon",
                "old",
                ENDED,
                ENDED.plusSeconds(1800),
                new LocalAttendee(null, null, null, null, null),
                ENDED);
        var found = Comparison.of("salon", calcom(movedFrom), Optional.of(new Match(local, by)));
        assertThat(found).hasSize(1);
        return ourBooksWin.repairOf(found.get(0));
    }

    private static CalcomBooking calcom(String movedFrom) {
        return new CalcomBooking(
                "new",
                CalcomBooking.Status.ACCEPTED,
                ENDED.plusSeconds(7200),
                ENDED.plusSeconds(9000),
                101L,
                ObservedAttendees.NOT_SAID,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("interludeSegment", UUID.randomUUID().toString()),
                movedFrom,
                null,
                ENDED.plusSeconds(60),
                null);
    }
}
