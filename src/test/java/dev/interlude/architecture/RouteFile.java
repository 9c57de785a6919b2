package dev.interlude.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A file of flows.
 *
 * @param written the tree in its text
 * @param tree the same with a route in the place of each templated one, and without templates
 */
public record RouteFile(String name, String room, String text, JsonNode written, JsonNode tree) {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** What stands in a tree: its key, the keys above it, and itself. */
    record Place(String key, List<String> above, JsonNode node) {

        String parent() {
            return above.isEmpty() ? "" : above.get(above.size() - 1);
        }
    }

    /** One route of a file. */
    record Route(RouteFile file, JsonNode node) {

        String id() {
            return node.path("id").asText();
        }

        String says(String key) {
            return node.path(key).asText();
        }

        JsonNode from() {
            return node.path("from");
        }

        @Override
        public String toString() {
            return file.name + ", route " + id();
        }
    }

    static List<RouteFile> all() {
        return RouteTemplates.expanded(List.copyOf(in(Path.of("routes")).values()));
    }

    /** The same once an integrator has copied a folder of the docs over it. */
    static List<RouteFile> allWith(Path copied) {
        var files = in(Path.of("routes"));
        files.putAll(in(copied));
        return RouteTemplates.expanded(List.copyOf(files.values()));
    }

    private static SortedMap<Path, RouteFile> in(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            var files = new TreeMap<Path, RouteFile>();
            paths.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .forEach(path -> files.put(folder.relativize(path), read(path)));
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RouteFile read(Path path) {
        try {
            return of(path.toString(), path.getParent().getFileName().toString(), Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RouteFile of(String name, String room, String text) {
        try {
            var tree = YAML.readTree(text);
            return new RouteFile(name, room, text, tree, tree);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    /** The comment above the first line of YAML. */
    String header() {
        return text.lines().takeWhile(line -> line.startsWith("#")).collect(Collectors.joining("\n"));
    }

    Stream<Route> routes() {
        return entries("route").map(node -> new Route(this, node));
    }

    Stream<String> configurations() {
        return entries("routeConfiguration").map(node -> node.path("id").asText());
    }

    /** Whatever has an id and may send to routes. */
    Stream<JsonNode> callers() {
        return Stream.of(entries("route"), entries("routeConfiguration"), entries(written, "routeTemplate"))
                .flatMap(entries -> entries);
    }

    private Stream<JsonNode> entries(String kind) {
        return entries(tree, kind);
    }

    static Stream<JsonNode> entries(JsonNode tree, String kind) {
        return StreamSupport.stream(tree.spliterator(), false)
                .filter(entry -> entry.has(kind))
                .map(entry -> entry.get(kind));
    }

    /** Every step below, whatever it is nested in: each {@code from}, entry of {@code steps}, branch and catch. */
    static Stream<Place> steps(JsonNode tree) {
        return places(tree).flatMap(place -> switch (place.key) {
            case "from", "otherwise", "doFinally", "onFallback" -> Stream.of(place);
            case "when", "doCatch" -> place.node.isArray() ? children(place) : Stream.empty();
            case "steps" -> children(place).flatMap(RouteFile::fields);
            default -> Stream.empty();
        });
    }

    /** Every named value below, parameters of endpoints included. */
    static Stream<Place> places(JsonNode tree) {
        var found = new ArrayList<Place>();
        collect(tree, List.of(), found);
        return found.stream();
    }

    private static void collect(JsonNode node, List<String> above, List<Place> found) {
        if (node.isArray()) {
            node.forEach(item -> collect(item, above, found));
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            found.add(new Place(field.getKey(), above, field.getValue()));
            var deeper = new ArrayList<>(above);
            deeper.add(field.getKey());
            collect(field.getValue(), List.copyOf(deeper), found);
        }
    }

    static Stream<Place> children(Place place) {
        return StreamSupport.stream(place.node.spliterator(), false)
                .map(item -> new Place(place.key, place.above, item));
    }

    static Stream<Place> fields(Place place) {
        return place.node.properties().stream().map(field -> new Place(field.getKey(), place.above, field.getValue()));
    }
}
