package dev.interlude.saga;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A node killed in the middle of a saga")
@Timeout(60)
class SagaCrashTest {

    @Test
    @DisplayName("is found by another process, which undoes what was begun")
    void killed() throws Exception {
        try (var database = new SagaDatabase()) {
            var first = start(database, "begin");
            var saga = SagaId.of(line(first, "HALF-WAY "));
            assertThat(state(database, saga)).isEqualTo("ACTIVE");
            assertThat(first.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();

            var second = start(database, "recover");
            assertThat(line(second, "RELEASED ")).isEqualTo("[back, out]");
            assertThat(second.waitFor(10, TimeUnit.SECONDS)).isTrue();

            assertThat(second.exitValue()).isZero();
            assertThat(state(database, saga)).isEqualTo("COMPENSATED");
        }
    }

    private static Process start(SagaDatabase database, String what) throws IOException {
        return new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SagaProcess.class.getName(),
                        database.url,
                        what)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** What the process prints after the marker; its log goes by. */
    private static String line(Process process, String marker) throws IOException {
        var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return output.lines()
                .filter(line -> line.startsWith(marker))
                .findFirst()
                .orElseThrow()
                .substring(marker.length());
    }

    private static String state(SagaDatabase database, SagaId saga) {
        return database.jdbc
                .sql("select state from saga where id = :id")
                .param("id", saga.value())
                .query(String.class)
                .single();
    }
}
