package dev.interlude.availability.slots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interlude.availability.ShortSettings;
import dev.interlude.catalog.CatalogFile;
import dev.interlude.platform.problems.Problem;
import dev.interlude.platform.problems.ProblemCode;
import dev.interlude.platform.problems.Refused;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The memory of free times")
class SlotCacheTest {

    private static final LocalDate MONDAY = LocalDate.parse("2026-12-07");
    private static final Instant NINE = Instant.parse("2026-12-08T09:00:00Z");
    private static final Refused DOWN =
            new Refused(Problem.of(ProblemCode.CALCOM_UNAVAILABLE, "down").withRetryAfter(7));

    private Instant now = Instant.parse("2026-12-01T10:00:00Z");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SlotCache cache = cache(1);

    private SlotCache cache(int weeksAtLeast) {
        return new SlotCache(
                CatalogFile.read(Path.of("config/catalog.yaml")), ShortSettings.of(weeksAtLeast), clock(), meters);
    }

    @Test
    @DisplayName(
            "asks again what was not read for want of calls, as soon as there are some, but not what Cal.com did not answer")
    void callsAgain() {
        var first = cache.look(List.of(day(101, 1), day(102, 1)), SlotDemand.SEARCH, SlotAllowance.UNLIMITED);
        var noCall =
                new Refused(Problem.of(ProblemCode.UNAVAILABLE, "no call left").withRetryAfter(2));
        cache.fail(first.missing().get(0), noCall);
        cache.fail(first.missing().get(1), DOWN);

        var second = cache.look(List.of(day(101, 1), day(102, 1)), SlotDemand.SEARCH, SlotAllowance.UNLIMITED);

        assertThat(second.missing())
                .extracting(SlotRead::eventTypeId)
                .containsExactly(first.missing().get(0).eventTypeId());
        assertThat(second.leftOut())
                .extracting(part -> part.why().code())
                .containsExactly(ProblemCode.CALCOM_UNAVAILABLE);
    }

    @Test
    @DisplayName("reads a whole week, and shares it with searches for its other days")
    void week() {
        var tuesday = cache.look(List.of(day(101, 1)));
        assertThat(tuesday.missing()).containsExactly(new SlotRead("salon", 101, MONDAY, MONDAY.plusDays(6)));

        cache.keep(tuesday.missing().get(0), List.of(NINE, NINE.plus(Duration.ofDays(2)), NINE.plusSeconds(900_000)));
        cache.settle(tuesday);

        assertThat(tuesday.free().isFree(101, NINE)).isTrue();
        assertThat(tuesday.free().isFree(101, NINE.plus(Duration.ofDays(2))))
                .as("of another day than the one asked for")
                .isFalse();
        var thursday = known(day(101, 3));
        assertThat(thursday.free().isFree(101, NINE.plus(Duration.ofDays(2)))).isTrue();
        assertThat(thursday.stale()).isFalse();
    }

    @Test
    @DisplayName("reads weeks that follow each other with one call, but not too many")
    void runs() {
        remember(day(101, 7));

        var reading = cache.look(List.of(new SlotRead("salon", 101, MONDAY.plusDays(6), MONDAY.plusDays(35))));

        assertThat(reading.missing())
                .containsExactly(
                        new SlotRead("salon", 101, MONDAY, MONDAY.plusDays(6)),
                        new SlotRead("salon", 101, MONDAY.plusDays(14), MONDAY.plusDays(34)),
                        new SlotRead("salon", 101, MONDAY.plusDays(35), MONDAY.plusDays(41)));
    }

    @Test
    @DisplayName("reads ahead with the same call, unless somebody is reading that already")
    void ahead() {
        var wide = cache(2);
        wide.look(List.of(day(101, 14)));

        var reads = wide.look(List.of(day(101, 1))).missing();
        assertThat(reads)
                .as("with the rest of this week")
                .containsExactly(new SlotRead("salon", 101, MONDAY.minusDays(7), MONDAY.plusDays(6)));
        assertThat(wide.look(List.of(day(101, 21))).missing()).isEmpty();
        wide.fail(reads.get(0), DOWN);
        assertThat(wide.look(List.of(day(101, -6))).missing())
                .as("what only came along has not failed")
                .hasSize(1);
    }

    @Test
    @DisplayName("lets one read for all who want the same at once, and gives them its result")
    void together() {
        var leader = cache.look(List.of(day(101, 1)));
        var follower = cache.look(List.of(day(101, 2)));
        assertThat(follower.missing()).isEmpty();

        cache.keep(leader.missing().get(0), List.of(NINE, NINE.plus(Duration.ofDays(1))));
        cache.settle(follower);

        assertThat(follower.free().isFree(101, NINE.plus(Duration.ofDays(1)))).isTrue();
        assertThat(count("lookups", "source", "shared")).isEqualTo(1);
    }

    @Test
    @DisplayName("gives all the same failure, waits for no one for ever, and asks again only after a moment")
    void failure() {
        var leader = cache.look(List.of(day(101, 1)));
        var follower = cache.look(List.of(day(101, 1)));
        assertThatThrownBy(() -> cache.settle(follower)).isInstanceOf(Refused.class);

        cache.fail(leader.missing().get(0), DOWN);
        assertThatThrownBy(() -> cache.settle(follower)).hasMessage(DOWN.getMessage());
        assertThatThrownBy(() -> cache.look(List.of(day(101, 1)))).hasMessage(DOWN.getMessage());

        now = now.plusSeconds(3);
        assertThat(cache.look(List.of(day(101, 1))).missing()).hasSize(1);
    }

    @Test
    @DisplayName("does not wait for a read whose reader has gone")
    void gone() {
        var leader = cache.look(List.of(day(101, 1)));
        cache.end(leader.missing().get(0));

        assertThatThrownBy(() -> cache.settle(leader)).isInstanceOf(Refused.class);
        assertThat(cache.look(List.of(day(101, 1))).missing()).hasSize(1);
    }

    @Test
    @DisplayName("does not take the end of a read for the end of the next one of the same week")
    void nextOne() {
        var first = cache.look(List.of(day(101, 1)));
        cache.keep(first.missing().get(0), List.of(NINE));
        cache.forget("anna", NINE);
        var second = cache.look(List.of(day(101, 1)), SlotDemand.WHOLE, SlotAllowance.UNLIMITED);
        assertThat(second.missing()).hasSize(1);

        cache.end(first.missing().get(0));
        cache.keep(second.missing().get(0), List.of());
        cache.settle(second);

        assertThat(second.free().isFree(101, NINE)).isFalse();
    }

    @Test
    @DisplayName("serves what is no longer fresh, and has it read once in the background, the oldest first")
    void refresh() {
        remember(day(101, 1));
        assertThat(cache.refreshes()).isEmpty();
        now = now.plusSeconds(10);
        remember(day(102, 1));
        now = now.plusSeconds(16);
        assertThat(cache.refreshes()).as("nobody has asked").isEmpty();

        assertThat(known(day(102, 1)).stale()).isFalse();
        assertThat(known(day(101, 1)).readAt()).isEqualTo(now.minusSeconds(26));

        var first = cache.refreshes();
        assertThat(first).extracting(SlotRead::eventTypeId).containsExactly(101L);
        assertThat(cache.refreshes()).as("one at a time").isEmpty();
        known(day(101, 1));
        cache.keep(first.get(0), List.of());
        assertThat(cache.refreshes()).extracting(SlotRead::eventTypeId).containsExactly(102L);
        assertThat(cache.refreshes()).as("all under way or fresh").isEmpty();
    }

    @Test
    @DisplayName("has what is expected to be asked for read one by one, but not again when Cal.com says no")
    void expected() {
        remember(day(101, 1));
        cache.expect(List.of(day(101, 1), day(102, 1), day(103, 1)));

        var first = cache.refreshes();
        assertThat(first).hasSize(1);
        assertThat(cache.refreshes()).as("one at a time").isEmpty();
        var other = first.get(0).eventTypeId() == 102 ? 103 : 102;
        assertThat(cache.look(List.of(day(other, 1))).missing())
                .as("who asks before does not wait for it")
                .hasSize(1);
        cache.fail(first.get(0), Refused.because(ProblemCode.CALCOM_REJECTED, "no"));
        now = now.plusSeconds(3);
        assertThat(cache.refreshes()).isEmpty();
    }

    @Test
    @DisplayName("marks as stale what could not be read again, until it can")
    void unanswered() {
        remember(day(101, 1));
        now = now.plusSeconds(20);
        known(day(101, 1));
        cache.fail(cache.refreshes().get(0), DOWN);

        assertThat(known(day(101, 1)).stale()).isTrue();
        assertThat(cache.refreshes()).as("asked a moment ago").isEmpty();
        now = now.plusSeconds(3);
        assertThat(known(day(101, 1)).stale()).isTrue();
        cache.keep(cache.refreshes().get(0), List.of());
        assertThat(known(day(101, 1)).stale()).isFalse();
    }

    @Test
    @DisplayName("falls back on what it remembers when Cal.com cannot be asked, up to an age")
    void fallBack() {
        remember(day(101, 1));
        now = now.plusSeconds(100);
        var reading = cache.look(List.of(day(101, 1)));
        cache.fail(reading.missing().get(0), DOWN);
        cache.settle(reading);
        assertThat(reading.stale()).isTrue();
        assertThat(reading.free().isFree(101, NINE)).isTrue();
        assertThat(known(day(101, 1)).stale()).isTrue();

        now = now.plus(Duration.ofMinutes(15));
        var late = cache.look(List.of(day(101, 1)));
        cache.fail(late.missing().get(0), DOWN);
        assertThatThrownBy(() -> cache.settle(late)).hasMessage(DOWN.getMessage());
    }

    @Test
    @DisplayName("does not wait long for a slow Cal.com when it remembers something")
    void slow() {
        remember(day(101, 1));
        now = now.plusSeconds(100);
        var reading = cache.look(List.of(day(101, 1)));
        cache.settle(reading);

        assertThat(reading.stale()).isTrue();
        assertThat(cache.look(List.of(day(101, 1))).missing())
                .as("still under way")
                .isEmpty();
    }

    @Test
    @DisplayName("does not fall back when Cal.com has said no")
    void rejected() {
        remember(day(101, 1));
        now = now.plusSeconds(100);
        var reading = cache.look(List.of(day(101, 1)));
        cache.fail(reading.missing().get(0), Refused.because(ProblemCode.CALCOM_REJECTED, "no"));

        assertThatThrownBy(() -> cache.settle(reading)).hasMessageContaining("no");
    }

    @Test
    @DisplayName("reads again what a changed diary has made untrue, of that person and those days only")
    void forget() {
        remember(day(101, 1));
        remember(day(101, 8));
        remember(day(102, 1));

        cache.forget("anna", NINE);

        assertThat(cache.look(List.of(day(101, 1), day(101, 8), day(102, 1))).missing())
                .containsExactly(new SlotRead("salon", 101, MONDAY, MONDAY.plusDays(6)));
    }

    @Test
    @DisplayName("does not believe a read that a change has overtaken, and soon repeats one just after a change")
    void overtaken() {
        var reading = cache.look(List.of(day(101, 1)));
        cache.forget("anna", NINE);
        cache.keep(reading.missing().get(0), List.of(NINE));
        cache.settle(reading);

        var again = cache.look(List.of(day(101, 1)));
        cache.keep(again.missing().get(0), List.of(NINE));
        now = now.plusSeconds(4);
        known(day(101, 1));
        assertThat(cache.refreshes()).hasSize(1);
    }

    @Test
    @DisplayName("never decides a booking with what is older than believed, and waits for what is newer")
    void booking() {
        remember(day(101, 1));
        now = now.plus(Duration.ofMinutes(9));
        var search = cache.look(List.of(day(101, 1)), SlotDemand.SEARCH, SlotAllowance.UNLIMITED);
        cache.fail(search.missing().get(0), DOWN);
        cache.settle(search);
        assertThat(search.stale()).as("a search shows it").isTrue();

        assertThatThrownBy(() -> cache.look(List.of(day(101, 1)), SlotDemand.BOOKING, SlotAllowance.UNLIMITED))
                .hasMessage(DOWN.getMessage());
        now = now.plusSeconds(3);
        var booking = cache.look(List.of(day(101, 1)), SlotDemand.BOOKING, SlotAllowance.UNLIMITED);
        cache.fail(booking.missing().get(0), DOWN);
        assertThatThrownBy(() -> cache.settle(booking)).hasMessage(DOWN.getMessage());

        now = now.plusSeconds(3);
        var answered = cache.look(List.of(day(101, 1)), SlotDemand.BOOKING, SlotAllowance.UNLIMITED);
        cache.keep(answered.missing().get(0), List.of());
        cache.settle(answered);
        assertThat(answered.free().isFree(101, NINE)).isFalse();
        now = now.plusSeconds(89);
        assertThat(cache.look(List.of(day(101, 1)), SlotDemand.BOOKING, SlotAllowance.UNLIMITED)
                        .missing())
                .as("young enough")
                .isEmpty();
    }

    @Test
    @DisplayName(
            "reads for a search what its calls allow, in the order asked for, says what is left out, and reads that later")
    void partial() {
        var twoCalls = new SlotAllowance(2, Duration.ofMillis(1_500), Duration.ZERO);
        var asked = List.of(day(104, 1), day(102, 1), day(103, 1), day(101, 1));

        var reading = cache.look(asked, SlotDemand.SEARCH, twoCalls);

        assertThat(reading.missing()).extracting(SlotRead::eventTypeId).containsExactly(104L, 102L);
        reading.missing().forEach(read -> cache.keep(read, List.of(NINE)));
        cache.settle(reading);
        assertThat(reading.free().isFree(102, NINE)).isTrue();
        assertThat(reading.leftOut()).extracting(LeftOut::eventTypeId).containsExactly(103L, 101L);
        assertThat(reading.leftOut()).allSatisfy(part -> {
            assertThat(part.from()).isEqualTo(Instant.parse("2026-12-08T00:00:00Z"));
            assertThat(part.to()).isEqualTo(Instant.parse("2026-12-09T00:00:00Z"));
            assertThat(part.why().code()).isEqualTo(ProblemCode.UNAVAILABLE);
            assertThat(part.why().retryAfterSeconds()).isEqualTo(3);
        });
        assertThat(cache.refreshes())
                .as("what was left out is read in the background")
                .extracting(SlotRead::eventTypeId)
                .containsAnyOf(103L, 101L);
    }

    @Test
    @DisplayName("leaves out of a search what Cal.com does not tell in time, and keeps it when it comes")
    void late() {
        var reading = cache.look(
                List.of(day(101, 1), day(102, 1)),
                SlotDemand.searchWithin(Duration.ofMillis(40)),
                SlotAllowance.UNLIMITED);
        cache.keep(reading.missing().get(0), List.of(NINE));
        cache.settle(reading);

        assertThat(reading.leftOut()).extracting(LeftOut::eventTypeId).containsExactly(102L);
        assertThat(reading.leftOut().get(0).why().code()).isEqualTo(ProblemCode.CALCOM_UNAVAILABLE);
        cache.keep(reading.missing().get(1), List.of(NINE));
        assertThat(known(day(102, 1)).free().isFree(102, NINE)).isTrue();
    }

    private SlotReading known(SlotRead read) {
        var reading = cache.look(List.of(read));
        assertThat(reading.missing()).isEmpty();
        cache.settle(reading);
        return reading;
    }

    private void remember(SlotRead read) {
        var reading = cache.look(List.of(read));
        cache.keep(reading.missing().get(0), List.of(NINE));
        cache.settle(reading);
    }

    private double count(String name, String... tags) {
        return meters.counter("interlude.slots." + name, tags).count();
    }

    /** @param after days after that Monday */
    private static SlotRead day(long eventType, int after) {
        return new SlotRead("salon", eventType, MONDAY.plusDays(after), MONDAY.plusDays(after));
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
