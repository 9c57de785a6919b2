package dev.interlude;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of the flows")
class RoutesTest {

    private static final RouteSet OURS = new RouteSet(
            RouteFile.all(), Setting.all().stream().map(Setting::key).collect(Collectors.toSet()));

    /** Said by one room to another, and by both with one meaning. */
    private static final Set<String> SHARED = Set.of(
            "account",
            "booking",
            "bookingId",
            "calcomUid",
            "contract",
            "fullDays",
            "held",
            "location",
            "move",
            "offerQuery",
            "offers",
            "operation",
            "patience",
            "plan",
            "purpose",
            "reason",
            "release",
            "segment",
            "sighted",
            "slotReads",
            "start",
            "status",
            "syncRunId",
            "traceId",
            "webhookId");

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("all keep the rule:")
    void rules(RouteRule rule) {
        assertThat(rule.breaches(OURS)).as(rule.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("one that breaks the rule is found:")
    void breaking(RouteRule rule) throws IOException {
        var sound = Files.readString(Path.of("src/test/resources/conventions/tea.camel.yaml"));

        assertThat(rule.breaches(tea(sound))).isEmpty();
        assertThat(rule.breaches(tea(broken(rule, sound)))).isNotEmpty();
    }

    @Test
    @DisplayName("there are many")
    void many() {
        assertThat(OURS.routes()).hasSizeGreaterThan(30);
    }

    @Test
    @DisplayName(
            "all steps of a request share its variables: two rooms that note down the same word must mean the same")
    void variables() {
        var roomsOf = new TreeMap<String, Set<String>>();
        OURS.files().forEach(file -> RouteFile.places(file.tree())
                .filter(place -> place.key().equals("setVariable"))
                .forEach(place -> roomsOf.computeIfAbsent(
                                place.node().path("name").asText(), name -> new TreeSet<>())
                        .add(file.room())));
        roomsOf.values().removeIf(rooms -> rooms.size() == 1);

        assertThat(roomsOf.keySet()).isSubsetOf(SHARED);
    }

    private static RouteSet tea(String text) {
        return new RouteSet(
                List.of(RouteFile.of("routes/tea/brew.camel.yaml", "tea", text)), Set.of("interlude.tea.period"));
    }

    private static String broken(RouteRule rule, String sound) {
        return switch (rule) {
            case ID -> with(sound, "    id: tea-place-cup\n", "    id: tea-cup\n");
            case GROUP -> with(sound, "group: tea", "group: coffee");
            case DESCRIPTION -> with(sound, "    description: Brews a cup\n", "");
            case ERRORS -> with(sound, "routeConfigurationId: tea-errors", "routeConfigurationId: coffee-errors");
            case STEP_IDS -> with(sound, "            id: tea-place-cup-wanted\n", "");
            case UNIQUE -> with(sound, "id: tea-place-cup-open", "id: tea-place-cup-clock");
            case NAME -> with(sound, "  name: tea-book-cup\n      steps", "  name: tea-pour-cup\n      steps");
            case TARGETS -> with(sound, "  name: tea-book-cup\n\n", "  name: tea-book-pot\n\n");
            case SETTINGS -> with(sound, "{{interlude.tea.period}}", "{{interlude.tea.period:60}}");
            case HEADER -> with(sound, "└─ tea-book-cup ", "└─ tea-book-cups");
            case SHORT -> sound + "# and so on\n".repeat(200);
            case EXPANDED -> with(sound, "uri: timer", "uri: timer:tea");
            case NO_SCRIPT -> with(sound, "simple:", "groovy:");
            case ONE_OPERATOR -> with(sound, "${body} == 1", "${body} == 1 && ${body} != 2");
            case NO_JSON -> with(sound, "${body} == 1", "'{\"cups\": 1}'");
            case NO_EXCHANGE -> with(sound, "keep(${body})", "keep(${exchange})");
            case COMPENSATION -> with(sound, "'direct:tea-release-cup'", "'direct:tea-book-cup'");
            case OPENED -> with(sound, "open(${body}, ", "begin(${body}, ");
            case SCHEMA -> with(sound, "propagation:", "propagations:");
        };
    }

    private static String with(String text, String part, String other) {
        assertThat(text).contains(part);
        return text.replace(part, other);
    }
}
