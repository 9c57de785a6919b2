package dev.interlude.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.bench.MeasuredServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** On a server of its own: keys, subscriptions and absences made at random are nothing for the tests that share one. */
@Tag("error-handling")
@DisplayName("Whatever is sent is answered below 500, in our own words, and Cal.com is not called for what is invalid:")
class FuzzTest {

    /** Always the same, so that a build does not depend on luck; the command takes others. */
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    private static FuzzRun run;

    @BeforeAll
    static void start() throws Exception {
        run = FuzzRun.start(SEED, MeasuredServer.LOGGED);
    }

    @AfterAll
    static void stop() throws Exception {
        run.close();
    }

    @Test
    @DisplayName("requests made from openapi.yaml, right and wrong")
    void requests() throws Exception {
        assertThat(run.requests(1500)).as("--seed " + SEED).isEmpty();
    }

    @Test
    @DisplayName("forms and addresses of the management port")
    void management() throws Exception {
        assertThat(run.management(200)).as("--seed " + SEED).isEmpty();
    }

    @Test
    @DisplayName("deliveries with something wrong in them, each of which ends")
    void deliveries() throws Exception {
        assertThat(run.deliveries(500)).as("--seed " + SEED).isEmpty();
    }
}
