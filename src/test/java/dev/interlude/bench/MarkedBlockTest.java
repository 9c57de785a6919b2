package dev.interlude.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
@DisplayName("A part of a page that a command writes")
class MarkedBlockTest {

    @TempDir
    private Path folder;

    private Path page;

    @BeforeEach
    void page() {
        page = folder.resolve("page.md");
    }

    @Test
    @DisplayName("is replaced between its marks, again and again; all else stays")
    void replaced() throws IOException {
        Files.writeString(page, "# Page\n<!-- bench -->\nold\n<!-- /bench -->\n<!-- soak -->\n<!-- /soak -->\nend\n");

        MarkedBlock.replace(page, "bench", "| a |\n| b |\n");
        MarkedBlock.replace(page, "soak", "new");
        MarkedBlock.replace(page, "bench", "| c |");

        assertThat(page)
                .hasContent(
                        "# Page\n<!-- bench -->\n| c |\n<!-- /bench -->\n<!-- soak -->\nnew\n<!-- /soak -->\nend\n");
    }

    @Test
    @DisplayName("without its marks, or with them twice, is not written")
    void unmarked() throws IOException {
        for (var text : new String[] {
            "nothing", "<!-- bench -->\nno end", "<!-- /bench -->\n<!-- bench -->\n", "<!-- bench -->\n".repeat(2)
        }) {
            Files.writeString(page, text);
            assertThatThrownBy(() -> MarkedBlock.replace(page, "bench", "new"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("bench");
            assertThat(page).hasContent(text);
        }
    }

    @Test
    @DisplayName("names the machine: processors, memory, Java and load")
    void machine() {
        assertThat(Machine.describe())
                .matches("\\d+ processors \\(.+\\), [1-9]\\d* GB of memory, Java .+, load \\d+\\.\\d");
    }
}
