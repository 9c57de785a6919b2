package dev.interlude.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.architecture.RouteFile.Place;
import dev.interlude.architecture.RouteFile.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All flows together: who calls whom, and what a saga's routes promise one another. */
record RouteSet(List<RouteFile> files, Set<String> settings) {

    private static final Pattern DIRECT_IN_TEXT = Pattern.compile("'direct:([^']+)'");
    private static final Pattern MADE_NAME = Pattern.compile("^direct:([a-z-]+)-\\$\\{.*");
    private static final Set<String> MEETING_POINTS = Set.of("direct", "seda");

    Stream<Route> routes() {
        return files.stream().flatMap(RouteFile::routes);
    }

    Set<String> routeIds() {
        return routes().map(Route::id).collect(Collectors.toSet());
    }

    /** The routes and templates that a route, a template or an error configuration sends to; empty if there is no such thing. */
    Optional<Set<String>> calls(String caller) {
        var found = files.stream()
                .flatMap(RouteFile::callers)
                .filter(entry -> entry.path("id").asText().equals(caller))
                .toList();
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(found.stream()
                        .flatMap(entry -> Stream.concat(targets(entry), templates(entry)))
                        .collect(Collectors.toSet()));
    }

    /** The templates of the routes whose names are put together from a variable. */
    static Stream<String> templates(JsonNode tree) {
        return RouteFile.places(tree)
                .filter(place -> place.key().equals("uri"))
                .flatMap(place -> MADE_NAME.matcher(place.node().asText()).results())
                .map(found -> found.group(1));
    }

    Set<String> configurations() {
        return files.stream().flatMap(RouteFile::configurations).collect(Collectors.toSet());
    }

    /** The routes that something in this tree sends to, as far as their names are written down. */
    static Stream<String> targets(JsonNode tree) {
        var endpoints = RouteFile.places(tree)
                .filter(place -> !place.key().equals("from"))
                .map(Place::node)
                .filter(node -> MEETING_POINTS.contains(node.path("uri").asText()))
                .map(node -> node.path("parameters").path("name").asText());
        var dynamic = RouteFile.places(tree)
                .filter(place -> place.key().equals("uri"))
                .map(place -> place.node().asText())
                .filter(uri -> uri.startsWith("direct:") && !uri.contains("$"))
                .map(uri -> uri.substring("direct:".length()));
        return Stream.of(
                        endpoints,
                        dynamic,
                        operations(tree),
                        compensations(tree),
                        calls(tree).flatMap(RouteSet::named))
                .flatMap(names -> names);
    }

    /** The routes that other routes are to run for the flows of this tree. */
    private static Stream<String> operations(JsonNode tree) {
        return RouteFile.places(tree)
                .filter(place -> place.key().equals("setVariable"))
                .filter(place -> place.node().path("name").asText().equals("operation"))
                .map(place -> place.node().at("/expression/constant/expression").asText());
    }

    Set<String> operations() {
        return files.stream().flatMap(file -> operations(file.tree())).collect(Collectors.toSet());
    }

    /** The compensations that the saga steps of a tree register. */
    static Set<String> registered(JsonNode tree) {
        return compensations(tree).collect(Collectors.toSet());
    }

    private static Stream<String> compensations(JsonNode tree) {
        return RouteFile.places(tree)
                .filter(place -> place.key().equals("compensation"))
                .map(place -> place.node().asText().replaceFirst("^direct:", ""));
    }

    /** The compensations that a ledger writes down before the saga's steps run. */
    static Set<String> opened(JsonNode tree) {
        return calls(tree)
                .filter(call -> call.startsWith("open("))
                .flatMap(RouteSet::named)
                .collect(Collectors.toSet());
    }

    /** A route and all that it can send to. */
    List<Route> reachedFrom(Route start) {
        var seen = new HashSet<String>();
        follow(start.id(), seen);
        return routes().filter(route -> seen.contains(route.id())).toList();
    }

    private void follow(String id, Set<String> seen) {
        if (seen.add(id)) {
            routes().filter(route -> route.id().equals(id))
                    .flatMap(route -> targets(route.node()))
                    .forEach(target -> follow(target, seen));
        }
    }

    private static Stream<String> calls(JsonNode tree) {
        return RouteFile.places(tree)
                .filter(place -> place.key().equals("method") && place.node().isTextual())
                .map(place -> place.node().asText());
    }

    private static Stream<String> named(String call) {
        return DIRECT_IN_TEXT.matcher(call).results().map(found -> found.group(1));
    }
}
