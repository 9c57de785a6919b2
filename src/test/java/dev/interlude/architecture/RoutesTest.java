package dev.interlude.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.platform.flows.GuidedChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Of the flows")
class RoutesTest {

    private static final Set<String> SETTINGS =
            Setting.all().stream().map(Setting::key).collect(Collectors.toSet());
    private static final RouteSet OURS = new RouteSet(RouteFile.all(), SETTINGS);
    private static final RouteSet WITH_KAFKA = new RouteSet(RouteFile.allWith(Path.of("docs/kafka")), SETTINGS);

    private static RouteSet guided;

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("all keep the rule:")
    void rules(RouteRule rule) {
        assertThat(rule.breaches(OURS)).as(rule.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("those for Kafka, copied among them, keep the rule:")
    void kafka(RouteRule rule) {
        assertThat(WITH_KAFKA.files()).hasSize(OURS.files().size() + 1);
        assertThat(rule.breaches(WITH_KAFKA)).as(rule.toString()).isEmpty();
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            reads what it does not declare          | in: cup, sugar?; out: poured | in: sugar?; out: poured
            declares what it does not read          | in: cup, sugar?;             | in: cup, sugar?, milk?;
            calls another without what it needs     | name: cup                    | name: mug
            does not leave what it declares         | name: poured                 | name: spilt
            declares to leave what no caller reads  | out: poured                  | out: poured, kettle
            lets what another route left leak       | name: kettle                 | name: sugar
            loses a variable to a route it calls    | name: kettle                 | name: cup
            """)
    @DisplayName("a variable is followed, and one is found that")
    void variables(String mistake, String part, String other) throws IOException {
        var sound = Files.readString(Path.of("src/test/resources/conventions/tea.camel.yaml"));

        assertThat(RouteRule.VARIABLES.breaches(tea(with(sound, part, other))))
                .as(mistake)
                .isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    @DisplayName("those changed as docs/changing-flows.md says keep the rule:")
    void guided(RouteRule rule) {
        assertThat(rule.breaches(guided)).as(rule.toString()).isEmpty();
    }

    @BeforeAll
    static void guide(@TempDir Path folder) throws IOException {
        for (var change : GuidedChange.all()) {
            if (change.file().startsWith("routes/")) {
                var changed = folder.resolve(change.file().substring("routes/".length()));
                Files.createDirectories(changed.getParent());
                var before = Files.exists(changed) ? changed : Path.of(change.file());
                Files.writeString(changed, change.applied(Files.readString(before)));
            }
        }
        var settings = Stream.concat(SETTINGS.stream(), Stream.of("interlude.chat.url"));
        guided = new RouteSet(RouteFile.allWith(folder), settings.collect(Collectors.toSet()));
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
            case QUEUE ->
                with(
                        sound,
                        "                    name: tea-book-cup\n",
                        "                    name: tea-book-cup\n                    size: 9\n");
            case NAME -> with(sound, "  name: tea-book-cup\n      steps", "  name: tea-pour-cup\n      steps");
            case TARGETS -> with(sound, "  name: tea-book-cup\n\n", "  name: tea-book-pot\n\n");
            case SETTINGS -> with(sound, "{{interlude.tea.period}}", "{{interlude.tea.period:60}}");
            case HEADER -> with(sound, "└─ tea-book-cup ", "└─ tea-book-cups");
            case TREE -> with(sound, "compensation: tea-release-cup", "compensation: tea-place-cup");
            case SHORT -> sound + "# and so on\n".repeat(200);
            case EXPANDED -> with(sound, "uri: timer", "uri: timer:tea");
            case EDITORS ->
                with(
                        sound,
                        "compensation: direct:tea-release-cup",
                        "compensation: { uri: direct, parameters: { name: tea-release-cup } }");
            case NO_SCRIPT -> with(sound, "simple:", "groovy:");
            case ONE_OPERATOR -> with(sound, "${body} == 1", "${body} == 1 && ${body} != 2");
            case NO_JSON -> with(sound, "${body} == 1", "'{\"cups\": 1}'");
            case NO_EXCHANGE -> with(sound, "keep(${variable.cup}", "keep(${exchange}");
            case COMPENSATION -> with(sound, "'direct:tea-release-cup'", "'direct:tea-book-cup'");
            case OPENED -> with(sound, "open(${body}, ", "begin(${body}, ");
            case VARIABLES -> with(sound, "in: cup,", "in:");
            case SCHEMA -> with(sound, "propagation:", "propagations:");
        };
    }

    private static String with(String text, String part, String other) {
        assertThat(text).contains(part);
        return text.replace(part, other);
    }
}
