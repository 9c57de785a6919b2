package dev.interlude.booking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.Crash.Heir;
import dev.interlude.booking.Scenario.Operation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("After kill -9 of a real server")
@Timeout(240)
class CrashTest {

    private static Crash crash;

    @BeforeAll
    static void start() {
        crash = new Crash("crash_test", "10s");
    }

    @AfterAll
    static void stop() {
        crash.close();
    }

    @Test
    @DisplayName("a booking that was being placed is gone, also where a lost call still gets through")
    void placing() {
        var broken = crash.kill(
                List.of(
                        new Scenario(Operation.PLACE, "full-treatment", 1, Moment.LOST),
                        new Scenario(Operation.PLACE, "full-treatment", 2, Moment.LATE),
                        new Scenario(Operation.PLACE, "colour-and-style", 0, Moment.UNWRITTEN)),
                Heir.SURVIVOR,
                System.out::println);

        assertThat(broken).isEmpty();
    }
}
