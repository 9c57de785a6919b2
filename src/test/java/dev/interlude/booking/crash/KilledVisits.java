package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.crash.Customer.Answer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Two visits of colour and manicure, and two appointments that need a hood and the basin: of each one whose last part never
 * reaches Cal.com, and one whose last part is there but unheard of when the server is killed.
 */
final class KilledVisits implements UnderWay {

    private static final long DORAS_NAILS = 641;
    private static final long CLEOS_DRYING = 523;

    private record Asked(String email, boolean reaches, long eventType, Map<String, Object> body) {

        String key() {
            return "key-of-" + email;
        }

        boolean needsUnits() {
            return eventType == CLEOS_DRYING;
        }
    }

    private final Crash crash;
    private final List<Asked> asked;
    private final List<HeldCall> calls;

    private KilledVisits(Crash crash, Customer victim) {
        this.crash = crash;
        asked = List.of(
                new Asked("visit-lost@example.com", false, DORAS_NAILS, visit()),
                new Asked("visit-unheard@example.com", true, DORAS_NAILS, visit()),
                new Asked("units-lost@example.com", false, CLEOS_DRYING, highlights(crash.nextDay())),
                new Asked("units-unheard@example.com", true, CLEOS_DRYING, highlights(crash.nextDay())));
        calls = asked.stream()
                .map(one -> HeldCall.create(crash.calcom, one.eventType(), !one.reaches())
                        .awaitCall(place(victim, one)))
                .toList();
        asked.forEach(one -> crash.books.awaitOthersMade(crash.books.bookingOf(one.email()), one.eventType()));
    }

    static KilledVisits at(Crash crash) {
        return new KilledVisits(crash, crash.atVictim());
    }

    @Override
    public void fall() {
        calls.forEach(HeldCall::lose);
    }

    void requireOneEach(Customer at) {
        for (var one : asked) {
            var first = crash.books.bookingOf(one.email());
            crash.awaitRest(first);
            assertThat(crash.books.status(first)).as(one.email()).isEqualTo(one.reaches() ? "BOOKED" : "COMPENSATED");
            assertThat(units(first)).as(one.email()).isEqualTo(one.reaches() ? expected(one) : List.of());

            var again = Customer.repeat(201, () -> place(at, one));

            assertThat(crash.books.wrongsOf(again.id())).isEmpty();
            assertThat(crash.books.segments(again.id())).hasSize(3);
            assertThat(units(again.id())).isEqualTo(expected(one));
            assertThat(crash.books.bookingsOf(one.email()).stream()
                            .filter(id -> crash.books.status(id).equals("BOOKED")))
                    .containsExactly(again.id());
            assertThat(crash.eventsAbout(again.id())).containsExactly("booking.created");
        }
    }

    private static CompletableFuture<Answer> place(Customer at, Asked one) {
        return at.book(one.body(), one.email(), one.key());
    }

    private static List<String> expected(Asked one) {
        return one.needsUnits() ? List.of("hood 1 00:30:00", "basin 1 00:15:00") : List.of();
    }

    private List<String> units(UUID booking) {
        return crash.jdbc
                .sql(
                        """
                select kind || ' ' || unit || ' ' || (upper(during) - lower(during)) from held_unit
                where booking = :booking order by lower(during), kind
                """)
                .param("booking", booking)
                .query(String.class)
                .list();
    }

    private Map<String, Object> visit() {
        return Map.of(
                "services",
                List.of("colour-and-style", "manicure"),
                "start",
                crash.nextDay().toString(),
                "segments",
                List.of(Map.of("key", "manicure.nails", "staff", "dora")));
    }

    private static Map<String, Object> highlights(Instant start) {
        return Map.of(
                "service",
                "highlights",
                "start",
                start.toString(),
                "segments",
                List.of(
                        segment("foils", "anna", start),
                        segment("wash", "cleo", start.plusSeconds(75 * 60)),
                        segment("dry", "cleo", start.plusSeconds(90 * 60))));
    }

    private static Map<String, String> segment(String key, String staff, Instant start) {
        return Map.of("key", key, "staff", staff, "start", start.toString());
    }
}
