package dev.interlude.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.interlude.architecture.RouteSteps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which routes of {@code routes/} ran, and which of their steps. */
public record FlowCoverage(List<Route> routes) {

    /** @param steps all of them, {@code missed} those that never ran */
    public record Route(String file, String id, List<String> steps, List<String> missed) {

        public boolean ran() {
            return missed.size() < steps.size();
        }
    }

    /** @param folder where {@link recorder.FlowRecorder} wrote what ran */
    static FlowCoverage read(Path folder) {
        var ran = new HashSet<String>();
        try (var files = Files.newDirectoryStream(folder, "flows-*.txt")) {
            for (var file : files) {
                ran.addAll(Files.readAllLines(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return of(ran);
    }

    static FlowCoverage of(Set<String> ran) {
        return new FlowCoverage(RouteSteps.all().stream()
                .map(route -> new Route(
                        route.file(),
                        route.route(),
                        route.steps(),
                        route.steps().stream()
                                .filter(step -> !ran.contains(step))
                                .toList()))
                .toList());
    }

    public long routesRan() {
        return routes.stream().filter(Route::ran).count();
    }

    public long steps() {
        return routes.stream().mapToLong(route -> route.steps().size()).sum();
    }

    public long stepsRan() {
        return steps()
                - routes.stream().mapToLong(route -> route.missed().size()).sum();
    }

    public List<Route> neverRan() {
        return routes.stream().filter(route -> !route.ran()).toList();
    }

    /** The same, by the file they are in. */
    public Map<String, List<Route>> neverRanByFile() {
        return neverRan().stream().collect(groupingBy(Route::file, TreeMap::new, toList()));
    }

    /** Routes that ran, but not all of them. */
    public List<Route> partly() {
        return routes.stream()
                .filter(Route::ran)
                .filter(route -> !route.missed().isEmpty())
                .toList();
    }

    public long stepsMissedInPart() {
        return partly().stream().mapToLong(route -> route.missed().size()).sum();
    }

    public String routesShare() {
        return Words.percent(routesRan(), routes.size());
    }

    public String stepsShare() {
        return Words.percent(stepsRan(), steps());
    }
}
