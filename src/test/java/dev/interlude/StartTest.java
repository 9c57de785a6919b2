package dev.interlude;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The server does not start")
class StartTest {

    @TempDir
    private Path folder;

    @Test
    @DisplayName("with a catalog that books at an account without settings; it says so in one sentence")
    void accountWithoutSettings() throws IOException {
        var usual = Files.readString(Path.of("config/catalog.yaml"));
        var catalog = Files.writeString(
                folder.resolve("catalog.yaml"), usual.replaceFirst("(?m)^account: .*$", "account: elsewhere"));
        assertThat(Files.readString(catalog)).isNotEqualTo(usual);

        try (var server = ServerProcess.start(
                "without-account",
                TestDatabase.url("without_account"),
                "http://127.0.0.1:1",
                Map.of("INTERLUDE_CATALOG", catalog.toString()))) {
            assertThat(server.awaitRefusal())
                    .contains("booked at the Cal.com account 'elsewhere'")
                    .contains("interlude.calcom.accounts.elsewhere")
                    .doesNotContain("\tat ");
        }
    }
}
