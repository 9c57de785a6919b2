package dev.interlude.platform;

import dev.interlude.support.ServerProcess;
import dev.interlude.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Twenty tries: {@code ./mvnw test -Dtest=FirstStartTest -Dfirst.starts=20}. */
@DisplayName("Two nodes that meet an empty database at the same moment")
class FirstStartTest {

    @Test
    @DisplayName("both come up")
    void both() {
        for (var n = 0; n < Integer.getInteger("first.starts", 1); n++) {
            var database = TestDatabase.withoutTables("first_start_" + n);
            try (var one = ServerProcess.start("first-start-one-" + n, database, "http://127.0.0.1:1", Map.of());
                    var other =
                            ServerProcess.start("first-start-other-" + n, database, "http://127.0.0.1:1", Map.of())) {
                one.awaitReady();
                other.awaitReady();
            }
        }
    }
}
