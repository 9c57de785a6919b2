package dev.interlude.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A simulated world of customers, faults, deaths and a clock that stands")
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 50);

    private static Simulation simulation;

    @BeforeAll
    static void start() {
        simulation = new Simulation();
    }

    @AfterAll
    static void stop() {
        simulation.close();
    }

    @Test
    @DisplayName("ends with everything whole, once and decided, whatever the seed")
    void everySeed() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            var outcome = simulation.run(seed);
            assertThat(outcome.wrongs()).as(outcome.report()).isEmpty();
        }
    }

    @Test
    @DisplayName("finds a product that does not undo what died half done")
    void findsABrokenProduct() {
        simulation.world.stop("saga-recover-expired");
        try {
            assertThat(LongStream.rangeClosed(1, 20).mapToObj(simulation::run).anyMatch(outcome -> !outcome.wrongs()
                            .isEmpty()))
                    .isTrue();
        } finally {
            simulation.world.stop(null);
        }
    }
}
