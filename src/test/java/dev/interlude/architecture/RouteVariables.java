package dev.interlude.architecture;

import dev.interlude.architecture.RouteFile.Route;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows variables through all flows, step by step. A route may read what it declares, what it has set before, and what a
 * route that it called declares to leave. All steps of a request share their variables, so a route must neither find one
 * that its caller set for other purposes, nor lose one to a route that it calls.
 */
final class RouteVariables {

    /**
     * What a call of a route does to variables.
     *
     * @param left what it may set and not remove
     * @param cleared what it surely removes
     * @param touched what it may set or remove, also on its way to a failure
     * @param given what is surely there when it calls the operation it was given; null if it calls none
     */
    record Effects(Set<String> left, Set<String> cleared, Set<String> touched, Set<String> given) {
        static final Effects NONE = new Effects(Set.of(), Set.of(), Set.of(), null);
    }

    final Map<String, Route> routes;
    final Map<String, RouteNote> notes;
    final Set<String> operations;
    final Map<String, Effects> effects = new HashMap<>();
    final Map<String, Set<String>> found = new HashMap<>();
    final Map<String, Set<String>> readByCallers = new HashMap<>();
    final Set<String> breaches = new TreeSet<>();

    private RouteVariables(RouteSet set) {
        routes = set.routes().collect(Collectors.toMap(Route::id, route -> route, (a, b) -> a, LinkedHashMap::new));
        notes = routes.values().stream().collect(Collectors.toMap(Route::id, route -> RouteNote.of(route.node())));
        operations = set.operations();
    }

    static Stream<String> breaches(RouteSet set) {
        return new RouteVariables(set).follow().stream();
    }

    private Set<String> follow() {
        Object before;
        do {
            before = List.of(Map.copyOf(effects), copy(found));
            breaches.clear();
            routes.values().forEach(route -> new RouteWalk(this, route).go());
        } while (!before.equals(List.of(effects, found)));
        routes.keySet().stream()
                .filter(readByCallers::containsKey)
                .forEach(id -> report(
                        id, "leaves what no caller reads: ", minus(notes.get(id).allOut(), readByCallers.get(id))));
        return breaches;
    }

    void report(String id, String what, Collection<String> names) {
        names.forEach(name -> breaches.add(id + " " + what + name));
    }

    private static Map<String, Set<String>> copy(Map<String, Set<String>> sets) {
        return sets.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> Set.copyOf(entry.getValue())));
    }

    static Set<String> union(Set<String> one, Set<String> other) {
        var union = new TreeSet<>(one);
        union.addAll(other);
        return union;
    }

    static Set<String> minus(Set<String> one, Set<String> other) {
        var rest = new TreeSet<>(one);
        rest.removeAll(other);
        return rest;
    }
}
