package dev.interlude.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The docs say what the files say:")
class GeneratedDocsTest {

    @Test
    @DisplayName("docs/settings.md all settings")
    void settings() throws IOException {
        check("docs/settings.md", GeneratedDocs.settings(Setting.all()));
    }

    @Test
    @DisplayName("docs/command-line.md what each command says of itself")
    void commandLine() throws IOException {
        check("docs/command-line.md", CommandLinePage.text());
    }

    private static void check(String page, String current) throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(Path.of("docs"));
            Files.writeString(Path.of(page), current);
        }
        assertThat(Path.of(page))
                .as("%s is not current; write it with ./mvnw -q test -Dtest=GeneratedDocsTest -Ddocs.write=true", page)
                .content()
                .isEqualTo(current);
    }
}
