package dev.interlude.platform.flows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @TempDir
    private Path folder;

    private CamelContext camel;
    private Flows flows;

    @BeforeEach
    void start() throws Exception {
        write("greet.camel.yaml", GREET.formatted("hello"));
        write("hello.camel.yaml", SAY.formatted("hello", "hello", "hello"));
        camel = new DefaultCamelContext();
        camel.addComponent("direct", new DirectComponent());
        camel.getPropertiesComponent().addInitialProperty("known", "from the settings");
        camel.start();
        for (var file : new FlowFolder(folder).read().entrySet()) {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString("file:" + file.getKey(), file.getValue()));
        }
        flows = new Flows(camel, new FlowFolder(folder));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- route: [",
                "- route:\n    id: hello\n    from:\n      uri: nothing:at-all\n      steps: []\n",
                "- route:\n    id: hello\n    from:\n      uri: direct\n      parameters:\n        name: \"{{unknown}}\"\n      steps: []\n",
                "- route:\n    id: hello\n    from:\n      uri: direct:hello\n      steps:\n        - to:\n            uri: direct:nobody\n",
                "- route:\n    id: hello\n    from:\n      uri: direct:hello\n      steps:\n        - setBody:\n            expression:\n              simple:\n                expression: ${nonsense(}\n",
                "- route:\n    id: greet\n    from:\n      uri: direct:hello\n      steps: []\n",
                "- routeConfiguration:\n    id: mine\n"
            })
    @DisplayName("that is wrong changes nothing, and says what is wrong until it is mended")
    void wrong(String text) throws IOException {
        write("hello.camel.yaml", text);

        look();
        assertThat(greeting()).isEqualTo("hello");
        assertThat(flows.trouble()).isPresent();
        look();
        assertThat(greeting()).isEqualTo("hello");

        write("hello.camel.yaml", SAY.formatted("hello", "hello", "mended"));
        look();
        assertThat(greeting()).isEqualTo("mended");
        assertThat(flows.trouble()).isEmpty();
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

    private void look() {
        flows.look();
        flows.look();
    }

    private String greeting() {
        return camel.createFluentProducerTemplate().to("direct:greet").request(String.class);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
