package dev.interlude.calcom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.interlude.calcom.answers.MetadataLimits;
import dev.interlude.calcom.calls.Languages;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What Cal.com takes")
class LimitsTest {

    private static final Map<String, String> OURS = Map.of("interludeSegment", "s");

    @ParameterizedTest(name = "{0} goes as {1}")
    @CsvSource({"de,de", "de-AT,de", "pt-BR,pt-BR", "xx,en", "zh-HK,en"})
    @DisplayName("an attendee's language goes as the nearest one Cal.com knows")
    void language(String language, String sent) {
        assertThat(Languages.fit(language)).isEqualTo(sent);
    }

    @Test
    @DisplayName("values of every kind go as text, nested ones as JSON, nulls not at all")
    void kinds() throws Exception {
        var given = json("{\"n\":1.50,\"yes\":true,\"text\":\"äöü €💰\",\"deep\":{\"a\":[1,2]},\"none\":null}");
        assertThat(MetadataLimits.fit(OURS, given))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "interludeSegment", "s",
                        "n", given.get("n").asText(),
                        "yes", "true",
                        "text", "äöü €💰",
                        "deep", "{\"a\":[1,2]}"));
    }

    @Test
    @DisplayName("at most 50 keys go, ours first")
    void keys() {
        var given = JsonNodeFactory.instance.objectNode();
        IntStream.range(0, 200).forEach(i -> given.put("k" + i, "v"));
        assertThat(MetadataLimits.fit(OURS, given))
                .hasSize(50)
                .containsEntry("interludeSegment", "s")
                .containsKey("k48")
                .doesNotContainKey("k49");
    }

    @Test
    @DisplayName("long keys and values are cut, never through a character that takes two")
    void cut() throws Exception {
        var given = json("{\"%s\":\"%s💰tail\"}".formatted("k".repeat(50), "v".repeat(499)));
        assertThat(MetadataLimits.fit(Map.of(), given)).containsExactly(Map.entry("k".repeat(40), "v".repeat(499)));
    }

    private static JsonNode json(String text) throws Exception {
        return new ObjectMapper().readTree(text);
    }
}
