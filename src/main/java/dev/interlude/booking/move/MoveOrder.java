package dev.interlude.booking.move;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The order in which segments are moved: a segment that blocks another one's new time moves first, as Cal.com would
 * refuse the overlap. Segments keep their order in time, so there are no cycles.
 */
public final class MoveOrder {

    private MoveOrder() {}

    public static List<Move> of(List<Move> moves) {
        var ordered = new LinkedHashSet<Move>();
        moves.forEach(move -> add(move, moves, ordered, new ArrayList<>()));
        return List.copyOf(ordered);
    }

    private static void add(Move move, List<Move> all, LinkedHashSet<Move> ordered, List<Move> waiting) {
        if (ordered.contains(move) || waiting.contains(move)) {
            return;
        }
        waiting.add(move);
        all.stream()
                .filter(other -> other != move && move.wants(other))
                .forEach(other -> add(other, all, ordered, waiting));
        ordered.add(move);
    }
}
