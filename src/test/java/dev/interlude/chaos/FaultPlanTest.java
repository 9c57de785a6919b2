package dev.interlude.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
@DisplayName("The order of faults")
class FaultPlanTest {

    @Test
    @DisplayName("is that of its seed, again and again, and another with another")
    void seeded() {
        assertThat(rounds(5, 40)).isEqualTo(rounds(5, 40)).isNotEqualTo(rounds(6, 40));
    }

    @Test
    @DisplayName("has each fault once before any comes again, hits each node, and never breaks Cal.com twice at once")
    void all() {
        var rounds = rounds(1, 100);
        var faults = rounds.stream().flatMap(round -> round.faults().stream()).toList();
        int all = ChaosFault.values().length;
        assertThat(faults.subList(0, all)).containsExactlyInAnyOrder(ChaosFault.values());
        assertThat(faults.subList(all, 2 * all)).containsExactlyInAnyOrder(ChaosFault.values());
        assertThat(rounds).extracting(FaultPlan.Round::node).contains(0, 1);
        assertThat(rounds).anyMatch(round -> round.faults().size() == 2).allSatisfy(round -> assertThat(
                        round.faults().stream().filter(ChaosFault::ofCalcom).count())
                .isLessThan(2));
    }

    @Test
    @DisplayName("freezes the database for longer than callers may have to wait")
    void frozen() {
        assertThat(rounds(1, 100))
                .filteredOn(round -> round.has(ChaosFault.FREEZE_POSTGRES))
                .isNotEmpty()
                .allSatisfy(round -> assertThat(round.length().toSeconds()).isGreaterThan(10));
    }

    private static List<FaultPlan.Round> rounds(long seed, int many) {
        return Stream.generate(new FaultPlan(seed)::next).limit(many).toList();
    }
}
