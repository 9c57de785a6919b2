package dev.interlude.sandbox.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds what answers a method and path; each group of paths exists under some values of {@code cal-api-version} only. */
public final class Router {

    /** Does the work of an operation; a {@link Refusal} is thrown. */
    @FunctionalInterface
    public interface Work {
        Answer answer(Call call, Caller caller);
    }

    public record Route(
            String method, Pattern path, Set<String> versions, Operation operation, Access access, Work work) {}

    private static final String OLDEST = "2024-04-15";
    private static final Set<String> KNOWN = Set.of(OLDEST, "2024-06-11", "2024-06-14", "2024-08-13", "2024-09-04");
    private final List<Route> routes = new ArrayList<>();

    /** A route for some versions; an empty set: for all. */
    public Router on(String method, String path, Set<String> versions, Operation operation, Access access, Work work) {
        var pattern = Pattern.compile(path.replace("{}", "[^/]+"));
        routes.add(new Route(method, pattern, versions, operation, access, work));
        return this;
    }

    public Optional<Route> find(Call call) {
        var asked = call.header("cal-api-version");
        var version = asked != null && KNOWN.contains(asked) ? asked : OLDEST;
        return routes.stream()
                .filter(r -> r.method().equals(call.method()))
                .filter(r -> r.versions().isEmpty() || r.versions().contains(version))
                .filter(r -> r.path().matcher(call.path()).matches())
                .findFirst();
    }
}
