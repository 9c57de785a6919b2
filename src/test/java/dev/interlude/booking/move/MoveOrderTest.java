package dev.interlude.booking.move;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Label("The order of moves")
class MoveOrderTest {

    private static final Instant NINE = Instant.parse("2027-01-04T09:00:00Z");

    @Property
    @Label("nobody moves onto a time that a sibling has not left yet")
    void nobodyInTheWay(
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 60) Integer> lengths,
            @ForAll @Size(min = 6, max = 6) List<@IntRange(min = 0, max = 90) Integer> pausesBefore,
            @ForAll @Size(min = 6, max = 6) List<@IntRange(min = 0, max = 90) Integer> pausesAfter,
            @ForAll @IntRange(min = -300, max = 300) int shift) {
        var moves = moves(lengths, pausesBefore, pausesAfter, shift);
        var ordered = MoveOrder.of(moves);
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(moves);
        var waiting = new ArrayList<>(ordered);
        for (var move : ordered) {
            waiting.remove(move);
            assertThat(waiting).noneMatch(move::wants);
        }
    }

    private static List<Move> moves(List<Integer> lengths, List<Integer> before, List<Integer> after, int shift) {
        var moves = new ArrayList<Move>();
        var from = NINE;
        var to = NINE.plus(Duration.ofMinutes(shift));
        for (int i = 0; i < lengths.size(); i++) {
            var length = Duration.ofMinutes(lengths.get(i));
            moves.add(new Move(
                    UUID.randomUUID(),
                    UUID.randomUUID(),
                    new UUID(0, 1),
                    "anna",
                    "salon",
                    i,
                    from,
                    from.plus(length),
                    "uid" + i,
                    to,
                    to.plus(length),
                    null,
                    false,
                    Instant.MAX));
            from = from.plus(length).plus(Duration.ofMinutes(before.get(i)));
            to = to.plus(length).plus(Duration.ofMinutes(after.get(i)));
        }
        return moves;
    }
}
