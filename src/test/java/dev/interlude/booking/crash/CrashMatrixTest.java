package dev.interlude.booking.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.booking.crash.Scenario.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each operation, each moment, each segment of each composite service: one SIGKILL for each operation and moment. */
@DisplayName("The whole kill matrix")
@Tag("matrix")
class CrashMatrixTest {

    private static final List<String> SERVICES = List.of("colour-and-style", "full-treatment", "perm");

    /** Part of a scenario's id, to look into a few of them. */
    private static final Pattern ONLY =
            Pattern.compile(Optional.ofNullable(System.getenv("CRASH_ONLY")).orElse(""));

    /** Who takes up what the victim leaves. */
    private enum Heir {
        /** The other node, when the victim's leases have run out. */
        SURVIVOR,
        /** The victim's next process; the other node is frozen meanwhile. */
        RESTARTED
    }

    @Test
    @DisplayName("leaves every booking whole or gone, once, the same on both sides, and its time free for others")
    void matrix() {
        var begun = Instant.now();
        var broken = new ArrayList<String>();
        var all = 0;
        try (var crash = new Crash("crash_matrix", "20s")) {
            for (var operation : Operation.values()) {
                for (var moment : KillPoint.values()) {
                    if (moment != KillPoint.UNMARKED || operation.undoes()) {
                        // Each operation once without the survivor: a restart must do as well.
                        var heir = moment == KillPoint.UNHEARD ? Heir.RESTARTED : Heir.SURVIVOR;
                        var scenarios = scenarios(crash, operation, moment);
                        if (!scenarios.isEmpty()) {
                            broken.addAll(kill(crash, scenarios, heir));
                            all += scenarios.size();
                        }
                    }
                }
            }
            broken.forEach(wrong -> System.out.println("BROKEN " + wrong));
            System.out.printf(
                    "%d kills, %d scenarios, %d broken, %d s%n",
                    crash.kills(),
                    all,
                    broken.size(),
                    Duration.between(begun, Instant.now()).toSeconds());
        }
        assertThat(broken).isEmpty();
    }

    private static List<String> kill(Crash crash, List<Scenario> several, Heir heir) {
        var scenarios = KilledScenarios.at(crash, several);
        if (heir == Heir.RESTARTED) {
            crash.survivor().freeze();
        }
        try {
            crash.kill(scenarios);
            crash.restartVictim();
            scenarios.awaitRest();
        } finally {
            if (heir == Heir.RESTARTED) {
                crash.survivor().thaw();
            }
        }
        return scenarios.wrongs();
    }

    private static List<Scenario> scenarios(Crash crash, Operation operation, KillPoint moment) {
        return SERVICES.stream()
                .flatMap(service -> positions(crash, service, operation, moment)
                        .mapToObj(position -> new Scenario(operation, service, position, moment)))
                .filter(scenario -> ONLY.matcher(scenario.id()).find())
                .toList();
    }

    private static IntStream positions(Crash crash, String service, Operation operation, KillPoint moment) {
        var size = crash.catalog.service(service).orElseThrow().segments().size();
        if (moment == KillPoint.UNSETTLED) {
            // The last call: the first segment's when undoing, the last one's when moving; any when placing.
            return switch (operation) {
                case COMPENSATE, CANCEL, MOVE_BACK -> IntStream.of(0);
                case PLACE, MOVE -> IntStream.of(size - 1);
            };
        }
        return switch (operation) {
            case PLACE, CANCEL, MOVE -> IntStream.range(0, size);
            // One of them is refused.
            case COMPENSATE, MOVE_BACK -> IntStream.range(0, size - 1);
        };
    }
}
