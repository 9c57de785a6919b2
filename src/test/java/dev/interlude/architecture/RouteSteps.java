package dev.interlude.architecture;

import java.util.List;

/**
 * A route of {@code routes/} with the ids of all its steps; templated ones as Camel makes them. A {@code doTry} is none: Camel
 * lets no one see it, only the steps in it.
 */
public record RouteSteps(String file, String route, List<String> steps) {

    public static List<RouteSteps> all() {
        return RouteFile.all().stream()
                .flatMap(RouteFile::routes)
                .map(route -> new RouteSteps(
                        route.file().name(),
                        route.id(),
                        RouteFile.places(route.node())
                                .filter(place -> place.key().equals("steps"))
                                .flatMap(RouteFile::children)
                                .flatMap(RouteFile::fields)
                                .filter(step -> !step.key().equals("doTry"))
                                .map(step -> step.node().path("id").asText())
                                .toList()))
                .toList();
    }
}
