package dev.interlude.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.chaos.Books.Here;
import dev.interlude.chaos.Books.Part;
import dev.interlude.chaos.Books.There;
import dev.interlude.chaos.Request.Claim;
import dev.interlude.chaos.Request.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
@DisplayName("What callers were told, the database and Cal.com, compared")
class VerdictTest {

    private static final Instant NINE = Instant.parse("2030-06-03T07:00:00Z");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    private final List<Claim> claims = new ArrayList<>();
    private final List<Here> here = new ArrayList<>();
    private final List<There> there = new ArrayList<>();
    private final List<String> open = new ArrayList<>();
    private final List<String> held = new ArrayList<>();
    private final Set<String> announced = new HashSet<>();

    @Test
    @DisplayName("agree when all is as it was told: booked, refused, cancelled, of others, or unanswered but whole")
    void right() {
        whole("a", "anna", NINE);
        claims.add(claim("refused", Told.NOT_BOOKED, Map.of()));
        here.add(new Here("c", "cancelled@example.com", "CANCELLED", NINE, List.of(part("c1", "CANCELLED", NINE))));
        claims.add(claim("cancelled", Told.NOT_BOOKED, Map.of()));
        here.add(new Here("d", "stranger@example.com", "BOOKED", NINE, List.of(part("d1", "BOOKED", NINE))));
        there.add(new There("d1", null, null, "stranger@example.com", "ben", NINE, NINE.plus(HALF_AN_HOUR)));
        claims.add(claim("gone-away", Told.UNSURE, Map.of()));

        assertThat(wrongs()).isEmpty();
    }

    @Test
    @DisplayName("a booking that a caller was told of and that is not here, or not in Cal.com, is lost")
    void lost() {
        claims.add(claim("vanished", Told.BOOKED, Map.of("v", NINE)));
        announced.add("v");
        whole("a", "anna", NINE);
        there.clear();

        assertThat(wrongs()).extracting(Wrong::kind).containsExactly(Wrong.Kind.LOST, Wrong.Kind.LOST);
        assertThat(wrongs().get(0).what()).contains("key vanished", "trace", "booking v");
        assertThat(wrongs().get(1).what()).contains("booking a");
    }

    @Test
    @DisplayName("a booking that is not at the time that its caller was told, or that Cal.com has at another, is lost")
    void elsewhere() {
        whole("a", "anna", NINE);
        claims.set(0, claim("a", Told.BOOKED, Map.of("a", NINE.plusSeconds(3600))));
        whole("b", "ben", NINE);
        there.set(1, at("b1", "b", "ben", NINE.plusSeconds(3600)));

        assertThat(wrongs()).extracting(Wrong::kind).containsExactly(Wrong.Kind.LOST, Wrong.Kind.LOST);
    }

    @Test
    @DisplayName("what others booked in Cal.com and is not known here is lost")
    void unknown() {
        there.add(new There("x", null, null, "stranger@example.com", "ben", NINE, NINE.plus(HALF_AN_HOUR)));

        assertOne(Wrong.Kind.LOST, "x of ben");
    }

    @Test
    @DisplayName("two bookings for one request are doubled")
    void doubled() {
        whole("a", "anna", NINE);
        here.add(new Here("again", "a@example.com", "BOOKED", NINE, List.of(part("again1", "BOOKED", NINE))));
        there.add(at("again1", "again", "ben", NINE));

        assertOne(Wrong.Kind.DOUBLED, "key a");
    }

    @Test
    @DisplayName("two bookings for one request whose caller went away are doubled too")
    void doubledUnseen() {
        whole("a", "anna", NINE);
        claims.set(0, claim("a", Told.UNSURE, Map.of()));
        here.add(new Here("again", "a@example.com", "BOOKED", NINE, List.of(part("again1", "BOOKED", NINE))));
        there.add(at("again1", "again", "ben", NINE));

        assertOne(Wrong.Kind.DOUBLED, "key a");
    }

    @Test
    @DisplayName("one part twice in Cal.com is doubled, and its other is an orphan")
    void twiceThere() {
        whole("a", "anna", NINE);
        there.add(new There("other", "a", "a-first", "a@example.com", "ben", NINE, NINE.plus(HALF_AN_HOUR)));

        assertThat(wrongs()).extracting(Wrong::kind).containsExactly(Wrong.Kind.DOUBLED, Wrong.Kind.ORPHANED);
    }

    @Test
    @DisplayName("what is left in Cal.com of a booking that was undone, and a time held for nothing, are orphaned")
    void orphaned() {
        here.add(new Here("u", "u@example.com", "COMPENSATED", NINE, List.of(part("u1", "RELEASED", NINE))));
        there.add(at("u1", "u", "anna", NINE));
        held.add("anna at nine");

        assertThat(wrongs()).extracting(Wrong::kind).containsExactly(Wrong.Kind.ORPHANED, Wrong.Kind.ORPHANED);
        assertThat(wrongs().get(0).what()).contains("u1 of anna", "booking u");
    }

    @Test
    @DisplayName("a booking of which one part stands and another does not, here or in Cal.com, is partly booked")
    void partly() {
        here.add(new Here(
                "p",
                "p@example.com",
                "BOOKED",
                NINE,
                List.of(part("p1", "BOOKED", NINE), part("p2", "RELEASED", NINE))));
        there.add(at("p1", "p", "anna", NINE));
        here.add(new Here(
                "q", "q@example.com", "BOOKED", NINE, List.of(part("q1", "BOOKED", NINE), part("q2", "BOOKED", NINE))));
        there.add(at("q1", "q", "ben", NINE));

        assertThat(wrongs())
                .extracting(Wrong::kind)
                .containsExactly(Wrong.Kind.PARTLY_BOOKED, Wrong.Kind.PARTLY_BOOKED);
    }

    @Test
    @DisplayName("a booking that stands although its caller was refused is contradicted")
    void contradicted() {
        whole("a", "anna", NINE);
        claims.set(0, claim("a", Told.NOT_BOOKED, Map.of()));

        assertOne(Wrong.Kind.CONTRADICTED, "booking a stands");
    }

    @Test
    @DisplayName("two bookings at one time of one person overlap")
    void overlapping() {
        whole("a", "anna", NINE);
        whole("b", "anna", NINE.plusSeconds(60));

        assertOne(Wrong.Kind.OVERLAPPING, "a1 of anna");
    }

    @Test
    @DisplayName("a booking that its caller was told of, and a subscriber was not, is not announced")
    void notAnnounced() {
        whole("a", "anna", NINE);
        announced.clear();

        assertOne(Wrong.Kind.NOT_ANNOUNCED, "booking a");
    }

    @Test
    @DisplayName("a request without an answer, and what is not finished here, are open")
    void open() {
        claims.add(claim("waits", Told.NOTHING, Map.of()));
        open.add("item 3 of a bulk");

        assertThat(wrongs()).extracting(Wrong::kind).containsExactly(Wrong.Kind.OPEN, Wrong.Kind.OPEN);
        assertThat(wrongs().get(0).what()).contains("key waits");
    }

    /** A booking of one part, as it should be. */
    private void whole(String id, String staff, Instant start) {
        claims.add(claim(id, Told.BOOKED, Map.of(id, start)));
        here.add(new Here(id, id + "@example.com", "BOOKED", start, List.of(part(id + "1", "BOOKED", start))));
        there.add(at(id + "1", id, staff, start));
        announced.add(id);
    }

    private static Claim claim(String key, Told told, Map<String, Instant> booked) {
        return new Claim(key, key + "@example.com", "0af7651916cd43dd8448eb211c80319c", 1, told, booked);
    }

    private static Part part(String uid, String status, Instant start) {
        return new Part(uid + "-id", status, uid, start, start.plus(HALF_AN_HOUR));
    }

    private static There at(String uid, String booking, String staff, Instant start) {
        return new There(
                uid, booking, booking + "-first", booking + "@example.com", staff, start, start.plus(HALF_AN_HOUR));
    }

    private void assertOne(Wrong.Kind kind, String named) {
        assertThat(wrongs()).singleElement().satisfies(wrong -> {
            assertThat(wrong.kind()).isEqualTo(kind);
            assertThat(wrong.what()).contains(named);
        });
    }

    private List<Wrong> wrongs() {
        return Verdict.of(claims, new Books(here, there, open, held, announced));
    }
}
