package dev.interlude.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The login at the database")
class DatabaseLoginTest {

    @Test
    @DisplayName("has a password only where one is set: some databases ask for none")
    void password() {
        assertThat(DatabaseLogin.of("interlude", "secret"))
                .isEqualTo(Map.of("user", "interlude", "password", "secret"));
        assertThat(DatabaseLogin.of("interlude", null)).isEqualTo(Map.of("user", "interlude"));
    }
}
