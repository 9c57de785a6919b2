package dev.interlude.architecture;

import static dev.interlude.architecture.Manifests.DOCKER;
import static dev.interlude.architecture.Manifests.container;
import static dev.interlude.architecture.Manifests.object;
import static dev.interlude.architecture.Manifests.objects;
import static dev.interlude.architecture.Manifests.pod;
import static dev.interlude.architecture.Manifests.services;
import static dev.interlude.architecture.Manifests.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interlude.architecture.Manifests.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The files for containers")
class ContainersTest {

    private static final List<Setting> SETTINGS = Setting.all();
    private static final String API = defaultOf("server.port");
    private static final String MANAGEMENT = defaultOf("management.server.port");

    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?::-(.*?))?}");
    private static final Pattern SECRET = Pattern.compile(".*(KEY|KEYS|SECRET|PASSWORD|TOKEN)");

    @Test
    @DisplayName("hand over variables that the program, its command or Spring reads")
    void variables() {
        var read = text(Path.of("config/application.yaml")) + text(DOCKER.resolve("interlude"));
        var handed = new TreeSet<String>();
        services().values().stream()
                .filter(ContainersTest::isOurs)
                .forEach(service ->
                        handed.addAll(service.at("environment").members().keySet()));
        container()
                .at("env")
                .items()
                .forEach(variable -> handed.add(variable.at("name").text()));

        assertThat(handed).contains("INTERLUDE_NODE", "CALCOM_API_KEY", "INTERLUDE_DATABASE_URL", "JAVA_OPTS");
        assertThat(handed.stream()
                        .filter(name -> !name.equals("SPRING_PROFILES_ACTIVE"))
                        .filter(name -> !read.contains("${" + name + ":")))
                .isEmpty();
    }

    @Test
    @DisplayName("take from .env what config/application.yaml reads or docker/README.md explains")
    void taken() {
        var explained = text(Path.of("config/application.yaml")) + text(DOCKER.resolve("README.md"));
        var names = VARIABLE.matcher(text(DOCKER.resolve("compose.yaml")))
                .results()
                .map(variable -> variable.group(1))
                .toList();

        assertThat(names).contains("POSTGRES_PASSWORD", "PROXY_ADDRESS");
        assertThat(names.stream()
                        .filter(name -> !explained.contains("${" + name + ":"))
                        .filter(name -> !explained.contains("`" + name + "`")))
                .isEmpty();
    }

    @Test
    @DisplayName("hold no secret, except the key that the profile sandbox shows to everyone")
    void secrets() {
        var handed = new TreeMap<String, Node>();
        services().forEach((service, node) -> node.at("environment")
                .members()
                .forEach((name, value) -> handed.put(name + " of " + service, value)));
        handed.keySet()
                .removeIf(name -> !SECRET.matcher(name.replaceAll(" .*", "")).matches());

        assertThat(handed).containsKeys("CALCOM_API_KEY of node-1", "POSTGRES_PASSWORD of database");
        assertThat(handed.values().stream().map(Node::text).filter(value -> !value.isEmpty()))
                .allMatch(value -> VARIABLE.matcher(value).matches())
                .allMatch(value -> Set.of("", sandboxKey())
                        .contains(VARIABLE.matcher(value).replaceAll(found -> literal(found.group(2)))));

        assertThat(objects().stream().map(object -> object.at("kind").text())).doesNotContain("Secret");
        assertThat(container().at("env").items().filter(ContainersTest::isSecret))
                .hasSizeGreaterThan(4)
                .allMatch(variable -> variable.at("value").value() == null)
                .allMatch(variable ->
                        variable.at("valueFrom", "secretKeyRef", "name").text().equals("interlude"));
    }

    @Test
    @DisplayName("agree on the ports")
    void ports() {
        assertThat(matches(DOCKER.resolve("Dockerfile"), "EXPOSE (.*)")).containsExactly(API + " " + MANAGEMENT);
        assertThat(matches(DOCKER.resolve("is-ready"), "MANAGEMENT_PORT:-(\\d+)"))
                .containsExactly(MANAGEMENT);
        assertThat(matches(DOCKER.resolve("Caddyfile"), "node-\\d:(\\d+)"))
                .isNotEmpty()
                .containsOnly(API);
        assertThat(matches(DOCKER.resolve("Caddyfile"), "health_port (\\d+)")).containsExactly(MANAGEMENT);
        assertThat(matches(DOCKER.resolve("prometheus/prometheus.yaml"), "node-\\d:(\\d+)"))
                .isNotEmpty()
                .containsOnly(MANAGEMENT);

        var named = new TreeMap<String, String>();
        container()
                .at("ports")
                .items()
                .forEach(port -> named.put(
                        port.at("name").text(), port.at("containerPort").text()));
        assertThat(named).isEqualTo(Map.of("http", API, "management", MANAGEMENT));
        assertThat(objects().stream()
                        .filter(object -> object.at("kind").text().equals("Service"))
                        .flatMap(service -> service.at("spec", "ports").items()))
                .hasSize(2)
                .allMatch(port -> port.at("port")
                        .text()
                        .equals(named.get(port.at("targetPort").text())));
        assertThat(object("ServiceMonitor").at("spec", "endpoints", "0", "port").text())
                .isEqualTo("management");
    }

    @Test
    @DisplayName("publish no management port, and to other machines only what .env says")
    void published() {
        var published = services().values().stream()
                .flatMap(service -> service.at("ports").items())
                .map(Node::text)
                .map(port -> VARIABLE.matcher(port).replaceAll(found -> literal(found.group(2))))
                .toList();

        assertThat(published)
                .hasSizeGreaterThan(2)
                .allMatch(port -> port.startsWith("127.0.0.1:"))
                .noneMatch(port -> port.endsWith(":" + MANAGEMENT));
        assertThat(services().values().stream().filter(ContainersTest::isOurs))
                .hasSize(5)
                .allMatch(service -> service.at("ports").value() == null);
    }

    @Test
    @DisplayName("ask for health where it is shown without a login, on the management port")
    void probes() {
        var shown = text(Path.of("src/main/java/dev/interlude/platform/http/SecurityConfiguration.java"));
        var asked = new ArrayList<String>();
        for (var probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            var get = container().at(probe, "httpGet");
            asked.add(get.at("path").text());
            assertThat(get.at("port").text()).isEqualTo("management");
        }
        asked.addAll(matches(DOCKER.resolve("Caddyfile"), "health_uri (\\S+)"));
        asked.addAll(matches(DOCKER.resolve("is-ready"), "GET (\\S+)"));

        assertThat(asked).hasSize(5).allMatch(path -> shown.contains("\"" + path + "\""));
        assertThat(object("ServiceMonitor").at("spec", "endpoints", "0", "path").text())
                .isEqualTo(matches(DOCKER.resolve("prometheus/prometheus.yaml"), "metrics_path: (\\S+)")
                        .get(0));
    }

    @Test
    @DisplayName("name hosts that are there in each profile, each node once")
    void hosts() {
        var files = text(DOCKER.resolve("Caddyfile")) + text(DOCKER.resolve("prometheus/prometheus.yaml"));
        var targets = Pattern.compile("node-\\d")
                .matcher(files)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
        for (var profile : List.of("live", "sandbox")) {
            var running = new TreeMap<>(services());
            running.values()
                    .removeIf(service -> service.at("profiles").value() != null
                            && service.at("profiles").items().noneMatch(name -> name.text()
                                    .equals(profile)));
            var names = new TreeSet<>(running.keySet());
            running.values().forEach(service -> service.at("networks", "default", "aliases")
                    .items()
                    .forEach(alias -> names.add(alias.text())));
            var nodes = running.values().stream()
                    .map(service -> service.at("environment", "INTERLUDE_NODE").text())
                    .filter(node -> !node.isEmpty())
                    .toList();

            assertThat(nodes).as(profile).hasSize(2).containsExactlyInAnyOrderElementsOf(targets);
            assertThat(names)
                    .as(profile)
                    .containsAll(targets)
                    .containsAll(running.values().stream()
                            .flatMap(service -> service.at("environment").members().values().stream())
                            .flatMap(value -> Pattern.compile("//([\\w-]+):\\d")
                                    .matcher(value.text())
                                    .results())
                            .map(found -> found.group(1))
                            .toList());
        }
    }

    @Test
    @DisplayName("leave the server the time that it needs to stop")
    void stopping() {
        var needed = seconds(valueOf("spring.lifecycle.timeout-per-shutdown-phase"))
                + seconds(valueOf("camel.main.shutdown-timeout"));
        var before = seconds(
                container().at("lifecycle", "preStop", "exec", "command", "1").text());

        assertThat(needed).isPositive();
        assertThat(seconds(pod().at("terminationGracePeriodSeconds").text())).isGreaterThan(before + needed);
        assertThat(services().values().stream()
                        .filter(service ->
                                service.at("environment", "INTERLUDE_NODE").value() != null))
                .hasSize(4)
                .allMatch(service -> seconds(service.at("stop_grace_period").text()) > needed);
    }

    @Test
    @DisplayName(
            "start the server without rights, on a file system that is only read, and watch and limit each service")
    void rights() {
        assertThat(services()).allSatisfy((name, service) -> {
            assertThat(service.at("deploy", "resources", "limits", "memory").text())
                    .isNotEmpty();
            assertThat(isOurs(service) || service.at("healthcheck", "test").value() != null)
                    .isTrue();
        });
        assertThat(services().values().stream().filter(ContainersTest::isOurs))
                .allMatch(service -> service.at("read_only").text().equals("true"))
                .allMatch(service -> service.at("cap_drop", "0").text().equals("ALL"));
        assertThat(container().at("securityContext", "readOnlyRootFilesystem").text())
                .isEqualTo("true");
        assertThat(pod().at("securityContext", "runAsUser").text())
                .isEqualTo(matches(DOCKER.resolve("Dockerfile"), "USER (\\d+)").get(0));
        // Else Kubernetes sets INTERLUDE_PORT.
        assertThat(pod().at("enableServiceLinks").text()).isEqualTo("false");
    }

    @Test
    @DisplayName("run Java with the options of ./interlude")
    void options() {
        var options = text(DOCKER.resolve("java-options"))
                .lines()
                .filter(line -> line.startsWith("-"))
                .filter(line -> !line.matches("-XX:MaxRAMPercentage=.*|-cp .*"))
                .toList();

        assertThat(options).hasSizeGreaterThan(4);
        assertThat(options.stream().filter(option -> !text(Path.of("interlude")).contains(option)))
                .isEmpty();
    }

    private static boolean isOurs(Node service) {
        return service.at("image").text().equals("interlude");
    }

    private static boolean isSecret(Node variable) {
        return SECRET.matcher(variable.at("name").text()).matches();
    }

    private static String literal(String text) {
        return text == null ? "" : text;
    }

    private static List<String> matches(Path file, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text(file))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String sandboxKey() {
        return settings("interlude.admin-key", "sandbox")
                .map(setting -> setting.value().replaceAll("^\\$\\{\\w+:|}$", ""))
                .findFirst()
                .orElseThrow();
    }

    private static String defaultOf(String key) {
        return valueOf(key).replaceAll("^\\$\\{\\w+:|}$", "");
    }

    private static String valueOf(String key) {
        return settings(key, "").map(Setting::value).findFirst().orElseThrow();
    }

    private static Stream<Setting> settings(String key, String profile) {
        return SETTINGS.stream()
                .filter(setting ->
                        setting.key().equals(key) && setting.profile().equals(profile));
    }

    private static int seconds(String text) {
        return Integer.parseInt(text.replaceAll("s$", ""));
    }
}
