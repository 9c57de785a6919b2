package dev.interlude.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files of {@code docker/}, with their anchors and merges resolved; a missing member is empty. */
final class Manifests {

    static final Path DOCKER = Path.of("docker");
    static final Path KUBERNETES = DOCKER.resolve("kubernetes");

    /** A value of YAML. */
    record Node(Object value) {

        /** @param path names of members; a number counts in a list */
        Node at(String... path) {
            var found = value;
            for (var step : path) {
                if (found instanceof Map<?, ?> members) {
                    found = members.get(step);
                } else if (found instanceof List<?> items && step.matches("\\d+")) {
                    var index = Integer.parseInt(step);
                    found = index < items.size() ? items.get(index) : null;
                } else {
                    found = null;
                }
            }
            return new Node(found);
        }

        String text() {
            return value == null ? "" : value.toString();
        }

        Stream<Node> items() {
            return value instanceof List<?> items ? items.stream().map(Node::new) : Stream.empty();
        }

        Map<String, Node> members() {
            var all = new TreeMap<String, Node>();
            if (value instanceof Map<?, ?> members) {
                members.forEach((name, member) -> all.put(name.toString(), new Node(member)));
            }
            return all;
        }
    }

    private Manifests() {}

    /** The services of {@code compose.yaml} by their names. */
    static Map<String, Node> services() {
        return documents(DOCKER.resolve("compose.yaml")).get(0).at("services").members();
    }

    /** All objects for Kubernetes; those that kustomize reads itself are left out. */
    static List<Node> objects() {
        return documents(KUBERNETES.resolve("kustomization.yaml"))
                .get(0)
                .at("resources")
                .items()
                .map(Node::text)
                .filter(file -> file.endsWith(".yaml"))
                .flatMap(file -> documents(KUBERNETES.resolve(file)).stream())
                .toList();
    }

    static Node object(String kind) {
        return objects().stream()
                .filter(object -> object.at("kind").text().equals(kind))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind));
    }

    static Node pod() {
        return object("Deployment").at("spec", "template", "spec");
    }

    static Node container() {
        return pod().at("containers", "0");
    }

    static List<Node> documents(Path file) {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        return StreamSupport.stream(yaml.loadAll(text(file)).spliterator(), false)
                .map(Node::new)
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
