package dev.interlude.platform.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.interlude.platform.CalledRoute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A changed flow")
class FlowsTest {

    private static final String GREET =
            """
            - route:
                id: greet
                from:
                  uri: direct
                  parameters:
                    name: greet
                  steps:
                    - to:
                        uri: direct
                        parameters:
                          name: %s
            """;
    private static final String SAY =
            """
            - route:
                id: %s
                from:
                  uri: direct
                  parameters:
                    name: %s
                  steps:
                    - setBody:
                        expression:
                          constant:
                            expression: %s
            """;

    private static final String UNSET =
            "no flow sets the variable '%s', and the comment at the top of the file does not name it";
    private static final String STEP =
            """
            - route:
                id: hello
                from:
                  uri: %s
                  parameters:
                    name: %s
                  steps:
                    - %s
            """;

    private static final String SAYING =
            """
            - routeTemplate:
                id: saying
                parameters:
                  - {name: words}
                  - {name: listens}
                  - {name: kept, defaultValue: saying}
                route:
                  description: "says {{words}}"
                  from:
                    id: from
                    uri: direct
                    parameters:
                      name: "{{listens}}"
                    steps:
                      - setVariable:
                          id: keep
                          name: "{{kept}}"
                          expression:
                            constant:
                              expression: "{{known}}"
                      - setBody:
                          id: say
                          expression:
                            constant:
                              expression: "{{words}}"
            """;
    private static final String SAID =
            """
            - templatedRoute:
                routeTemplateRef: saying
                routeId: %s
                prefixId: %s-
                parameters:
                  - {name: listens, value: %s}
                  - {name: words, value: %s}
            """;

    /** What a bean gives a flow. */
    public record Note(String text) {}

    /** A bean of the flows. */
    public static final class Notes {

        public Note of(String text) {
            return new Note(text);
        }
    }

    @TempDir
    private Path folder;

    private CamelContext camel;
    private final FlowGate gate = new FlowGate();
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        write("forms.camel.yaml", SAYING);
        write("greet.camel.yaml", GREET.formatted("hello"));
        write("hello.camel.yaml", SAY.formatted("hello", "hello", "hello"));
        write("thanks.camel.yaml", said("thanks", "thanks") + "\n" + said("sorry", "sorry"));
        write(
                "note.camel.yaml",
                STEP.replace("id: hello", "id: note")
                        .formatted(
                                "direct",
                                "note",
                                "setVariable:\n            name: note\n            expression:\n"
                                        + "              method:\n                ref: notes\n"
                                        + "                method: of(${body})"));
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("notes", new Notes());
        camel.addComponent("direct", new CurrentDirect());
        camel.getPropertiesComponent().addInitialProperty("known", "from the settings");
        ((ModelCamelContext) camel).addRouteTemplateDefinitionConverter("*", RouteTemplates::described);
        camel.start();
        for (var file : new FlowFolder(folder).read().entrySet()) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString("file:" + file.getKey(), file.getValue()));
        }
        flows = new Flows(camel, new FlowFolder(folder), gate);
        flows.look();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    @DisplayName("takes the place of the one that runs, once nobody is writing it any more")
    void changed() throws IOException {
        write("hello.camel.yaml", SAY.formatted("hello", "hello", "\"{{known}}\""));

        flows.look();
        assertThat(greeting()).as("seen once").isEqualTo("hello");
        flows.look();
        assertThat(greeting()).isEqualTo("from the settings");
        assertThat(flows.trouble()).isEmpty();
    }

    @Test
    @DisplayName("comes, goes and is renamed together with the others that changed")
    void renamed() throws IOException {
        Files.delete(folder.resolve("hello.camel.yaml"));
        write("salute.camel.yaml", SAY.formatted("salute", "salute", "salute"));
        write("greet.camel.yaml", GREET.formatted("salute"));

        look();

        assertThat(greeting()).isEqualTo("salute");
        assertThat(camel.getRoute("hello")).isNull();
    }

    @Test
    @DisplayName("made of a template takes the place of the one that runs, and the others of that template stay")
    void templated() throws IOException {
        var sorry = camel.getRoute("sorry");
        assertThat(answer("thanks")).isEqualTo("thanks");

        write("thanks.camel.yaml", said("thanks", "many thanks") + "\n" + said("sorry", "sorry"));
        look();

        assertThat(flows.trouble()).isEmpty();
        assertThat(answer("thanks")).isEqualTo("many thanks");
        assertThat(camel.getRoute("thanks").getDescription()).isEqualTo("says many thanks");
        assertThat(camel.getRoute("thanks").filter("thanks-say")).hasSize(1);
        assertThat(camel.getRoute("sorry")).isSameAs(sorry);
        assertThat(answer("sorry")).isEqualTo("sorry");
    }

    @Test
    @DisplayName("with a template needs a restart, for all its routes would change")
    void template() throws IOException {
        write("forms.camel.yaml", SAYING.replace("{{known}}", "unknown"));

        look();

        assertThat(flows.trouble())
                .contains("forms.camel.yaml, line 2: a change of a file with a 'routeTemplate' needs a restart");
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("mistakes")
    @DisplayName("that is wrong changes nothing, and one sentence says where and what until it is mended")
    void wrong(String text, String sentence) throws IOException {
        write("hello.camel.yaml", text);

        look();
        assertThat(greeting()).isEqualTo("hello");
        assertThat(flows.trouble()).contains("hello.camel.yaml" + sentence);
        look();
        assertThat(greeting()).isEqualTo("hello");
        assertThat(flows.trouble()).as("still").contains("hello.camel.yaml" + sentence);

        write("hello.camel.yaml", SAY.formatted("hello", "hello", "mended"));
        look();
        assertThat(greeting()).isEqualTo("mended");
        assertThat(flows.trouble()).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("- route:\n\tid: hello\n", ", line 2: this is not YAML: a tab indents the line; use spaces"),
                arguments("", ", line 1: the file is empty; delete it, or put its routes back"),
                arguments(
                        "hello", ", line 1: a file of flows is a list; its first line of YAML begins with '- route:'"),
                arguments(
                        "- route: " + "[".repeat(3000) + "]".repeat(3000),
                        ", line 1: this is nested more than 100 levels deep"),
                arguments("- route:\n    id: hello\n    id: hello\n", ", line 3: the key 'id' is written twice"),
                arguments("- route:\n    id: hello\n", ", line 2: the route hello has no 'from' with a 'uri'"),
                arguments(
                        SAY.formatted("greet", "hello", "x"),
                        ", line 2: the id greet is already used in greet.camel.yaml, line 2"),
                arguments(
                        SAY.formatted("hello", "hello", "x") + SAY.formatted("again", "hello", "x"),
                        ", line 15: the entrance direct:hello is already used in hello.camel.yaml, line 4"),
                arguments(
                        SAY.formatted("hello", "hello", "x") + route("nothing", "x"),
                        ", line 15: there is no component 'nothing'"),
                arguments(step("to: direct:nowhere"), ", line 8: no route begins with direct:nowhere"),
                arguments(step("toD: seeda:${body}"), ", line 8: there is no component 'seeda'"),
                arguments(
                        to("http", "httpUri: example.com\n              responseTimout: 5000"),
                        ", line 13: step reach of route hello: the component 'http' has no option 'responseTimout'; did you mean 'responseTimeout'?"),
                arguments(
                        to("https", "httpUri: example.com\n              page: 2"),
                        ", line 13: step reach of route hello: the component 'https' has no option 'page'; write query parameters into the header CamelHttpQuery"),
                arguments(
                        step("to: https://example.com?page=2&soTimeuot=3"),
                        ", line 8: step to of route hello: the component 'https' has no option 'soTimeuot'; did you mean 'soTimeout'?"),
                arguments(
                        step("wireTap: direct:greet?timeuot=3"),
                        ", line 8: step wireTap of route hello: the component 'direct' has no option 'timeuot'; did you mean 'timeout'?"),
                arguments(
                        step(
                                "enrich:\n            expression:\n              constant:\n                expression: http:example.com?connectTimout=3"),
                        ", line 11: step enrich of route hello: the component 'http' has no option 'connectTimout'; did you mean 'connectTimeout'?"),
                arguments(
                        step("setVariable:\n            name: way\n            expression:\n              constant:\n"
                                + "                expression: nowhere\n        - toD: direct:${variable.way}"),
                        ", line 12: no route begins with direct:nowhere"),
                arguments(step("been: x"), ", line 8: Unknown node id: been"),
                arguments(body("constant", "\"{{unknown}}\""), ", line 11: there is no setting {{unknown}}"),
                arguments(body("simple", "${nonsense(}"), ", line 8: Unknown function: nonsense("),
                arguments(body("simple", "${variable.nothing}"), ", line 11: " + UNSET.formatted("nothing")),
                arguments(body("variable", "nothing"), ", line 11: " + UNSET.formatted("nothing")),
                arguments(body("simple", "${variable.note.words}"), ", line 11: Note has no 'words'"),
                arguments(call("notices", "of(x)"), ", line 9: there is no bean 'notices'"),
                arguments(call("notes", "off(x)"), ", line 10: the bean 'notes' has no method 'off'"),
                arguments(
                        call("notes", "of(${body}, 'a, b')"),
                        ", line 10: the method 'of' of the bean 'notes' takes 1 argument, not 2"),
                arguments(
                        said("hello", "x").replace("saying", "singing"),
                        ", line 2: there is no route template 'singing'"),
                arguments(
                        said("hello", "x").replace("words", "word"),
                        ", line 7: the route template 'saying' has no parameter 'word'"),
                arguments(
                        said("hello", "x").replace("      - {name: words, value: x}\n", ""),
                        ", line 2: the route template 'saying' needs the parameter 'words'"),
                arguments(said("hello", "\"{{unknown}}\""), ", line 7: there is no setting {{unknown}}"),
                arguments(said("thanks", "x"), ", line 3: the id thanks is already used in thanks.camel.yaml, line 3"),
                arguments(
                        "- routeConfiguration:\n    id: mine\n",
                        ", line 2: a change of a file with a 'routeConfiguration' needs a restart"),
                arguments(
                        SAY.formatted("hello", "hello", "hello").replace("expression: hello\n", ""),
                        ", line 11: the file ends within a route of the running file, it seems cut short; if that is meant, add a comment"));
    }

    @Test
    @DisplayName("that takes the id of a route in another file is refused, and forgotten when it is gone")
    void anotherFile() throws IOException {
        write("extra.camel.yaml", SAY.formatted("hello", "extra", "extra"));

        look();
        assertThat(flows.trouble())
                .contains("extra.camel.yaml, line 2: the id hello is already used in hello.camel.yaml, line 2");
        assertThat(greeting()).isEqualTo("hello");

        Files.delete(folder.resolve("extra.camel.yaml"));
        look();
        assertThat(flows.trouble()).isEmpty();
        assertThat(greeting()).isEqualTo("hello");
    }

    @Test
    @DisplayName("that is deleted though others need it is refused")
    void deleted() throws IOException {
        Files.delete(folder.resolve("hello.camel.yaml"));

        look();

        assertThat(flows.trouble()).contains("greet.camel.yaml, line 9: no route begins with direct:hello");
        assertThat(greeting()).isEqualTo("hello");
    }

    @Test
    @DisplayName("may have query parameters in the address that it calls, and options by their prefix")
    void queryParameters() throws IOException {
        write(
                "hello.camel.yaml",
                step("toD: http:localhost:1/?page=2&id=${body}&responseTimeout=5&httpClient.redirectsEnabled=false")
                        + step("to: http:localhost:1/?day=2&soTimeout=3").replace("hello", "other"));

        look();

        assertThat(flows.trouble()).isEmpty();
    }

    @Test
    @DisplayName("that our code calls by its name must stay, and so must it at the start")
    void called() throws IOException {
        camel.getRegistry()
                .bind("after", new CalledRoute("note", "note.camel.yaml", "the outbox calls when a note was taken"));
        var sentence =
                "note.camel.yaml: the route note is missing: no route begins with direct:note, which the outbox calls when a note was taken";
        var note = Files.readString(folder.resolve("note.camel.yaml"));
        flows.requireUsable();
        Files.delete(folder.resolve("note.camel.yaml"));

        look();

        assertThat(flows.trouble()).contains(sentence);
        assertThat(camel.getRoute("note")).isNotNull();
        assertThatThrownBy(() -> new Flows(camel, new FlowFolder(folder), gate).requireUsable())
                .hasMessageContaining(sentence);
        write("note.camel.yaml", note);
        look();
        assertThat(flows.trouble()).isEmpty();
    }

    @Test
    @DisplayName("that cannot be read is refused, and the check goes on")
    void unreadable() throws IOException {
        Files.write(folder.resolve("hello.camel.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

        look();

        assertThat(flows.trouble()).contains("hello.camel.yaml: the file is not UTF-8 text");
        assertThat(greeting()).isEqualTo("hello");
    }

    @Test
    @DisplayName("that does not start is taken back")
    void doesNotStart() throws IOException {
        write("hello.camel.yaml", SAY.formatted("hello", "hello", "new") + route("file", "missing"));
        var missing =
                "directoryName: %s%n                    startingDirectoryMustExist: true%n                    autoCreate: false"
                        .formatted(folder.resolve("missing"));
        var text = Files.readString(folder.resolve("hello.camel.yaml"))
                .replace("name: missing", missing.replace("                    ", "        "));
        write("hello.camel.yaml", text);

        look();

        assertThat(flows.trouble()).hasValueSatisfying(trouble -> assertThat(trouble)
                .startsWith("hello.camel.yaml: the routes do not start: "));
        assertThat(greeting()).isEqualTo("hello");
        assertThat(camel.getRoute("another")).isNull();
    }

    @Test
    @DisplayName("waits until the one that runs is not in use any more")
    void inUse() throws Exception {
        write("hello.camel.yaml", SAY.formatted("hello", "hello", "new"));
        flows.look();
        gate.enter();

        flows.look();
        assertThat(greeting()).as("somebody is still under way").isEqualTo("hello");
        assertThat(flows.trouble()).isEmpty();

        gate.leave();
        flows.look();
        assertThat(greeting()).isEqualTo("new");
    }

    @Test
    @DisplayName("may be made of a template without a description")
    void undescribed() {
        var template = new RouteTemplateDefinition();
        template.setRoute(new RouteDefinition("direct:greet"));

        assertThat(RouteTemplates.described(template, Map.of("words", "hello")).getDescription())
                .isNull();
    }

    @Test
    @DisplayName("is never met half-way: of messages sent all the time none fails, however often it changes")
    void underLoad() throws Exception {
        var answers = new ConcurrentLinkedQueue<String>();
        var done = new AtomicBoolean();
        try (var template = camel.createProducerTemplate()) {
            var senders = Stream.generate(() -> new Thread(() -> {
                        while (!done.get()) {
                            gate.enter();
                            try {
                                answers.add(template.requestBody("direct:greet", "x", String.class));
                            } catch (RuntimeException e) {
                                answers.add(e + " because of " + e.getCause());
                            } finally {
                                gate.leave();
                            }
                        }
                    }))
                    .limit(4)
                    .toList();
            senders.forEach(Thread::start);
            for (var change = 0; change < 10; change++) {
                write("hello.camel.yaml", SAY.formatted("hello", "hello", "hello" + change));
                look();
                assertThat(greeting()).isEqualTo("hello" + change);
            }
            done.set(true);
            for (var sender : senders) {
                sender.join();
            }
        }
        assertThat(answers).isNotEmpty().allMatch(answer -> answer.matches("hello\\d?"));
    }

    @Test
    @DisplayName("that is wrong is forgotten when it is put back as it was")
    void putBack() throws IOException {
        write("hello.camel.yaml", "- route: [");
        look();

        write("hello.camel.yaml", SAY.formatted("hello", "hello", "hello"));
        look();

        assertThat(flows.trouble()).isEmpty();
        assertThat(greeting()).isEqualTo("hello");
    }

    private static String said(String id, String words) {
        return SAID.formatted(id, id, id, words);
    }

    private static String route(String component, String name) {
        return STEP.formatted(component, name, "log: x").replace("id: hello", "id: another");
    }

    private static String step(String step) {
        return STEP.formatted("direct", "hello", step);
    }

    private static String to(String component, String parameters) {
        return step("to:\n            id: reach\n            uri: %s\n            parameters:\n              %s"
                .formatted(component, parameters));
    }

    private static String body(String language, String expression) {
        return step("setBody:\n            expression:\n              %s:\n                expression: %s"
                .formatted(language, expression));
    }

    private static String call(String bean, String method) {
        return step("bean:\n            ref: %s\n            method: \"%s\"".formatted(bean, method));
    }

    private void look() {
        flows.look();
        flows.look();
    }

    private String greeting() {
        return answer("greet");
    }

    private String answer(String route) {
        return camel.createFluentProducerTemplate().to("direct:" + route).request(String.class);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
