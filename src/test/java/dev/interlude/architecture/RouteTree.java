package dev.interlude.architecture;

import dev.interlude.architecture.RouteFile.Route;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tree of calls in the header of a file, held against the calls that its routes make. A line without a branch that
 * begins with a route, or with an HTTP method, is a root; every other route stands below, or behind, one that calls it.
 */
final class RouteTree {

    private static final Pattern ID = Pattern.compile("(?<![\\w./-])[a-z]+(?:-[a-z]+)+(?![\\w-]|\\.camel)");
    private static final Pattern ROOT = Pattern.compile("^(?:[a-z]+-|(?:GET|POST|PUT|PATCH|DELETE) ).*");
    private static final Pattern BRANCH = Pattern.compile("^[ │├└─]*[├└]─.*");

    /** The first and the last steps of every endpoint: not in its tree. */
    private static final Set<String> FRAME =
            Set.of("platform-accept-request", "platform-answer-once", "platform-answer-request");

    /** A line of the tree: how far in it stands, and the routes on it. */
    private record Line(int depth, Set<String> ids) {}

    private final RouteSet set;
    private final RouteFile file;
    private final Deque<Line> above = new ArrayDeque<>();
    private final List<String> breaches = new ArrayList<>();

    private RouteTree(RouteSet set, RouteFile file) {
        this.set = set;
        this.file = file;
    }

    static Stream<String> breaches(RouteSet set) {
        return set.files().stream().flatMap(file -> new RouteTree(set, file).check());
    }

    private Stream<String> check() {
        file.header().lines().map(line -> line.substring(1)).forEach(this::line);
        return Stream.concat(breaches.stream(), file.routes().flatMap(this::unnamed));
    }

    private Stream<String> unnamed(Route route) {
        var named = ids(file.header());
        var framed = route.from().path("uri").asText().equals("platform-http") ? FRAME : Set.<String>of();
        return Stream.concat(RouteSet.targets(route.node()), RouteSet.templates(route.node()))
                .filter(target -> !named.contains(target) && !framed.contains(target))
                .map(target -> file.name() + " does not show that %s calls %s".formatted(route.id(), target));
    }

    private void line(String line) {
        var ids = ids(line);
        ids.stream()
                .filter(id -> set.calls(id).isEmpty())
                .forEach(id -> breaches.add(file.name() + " names %s, which does not exist".formatted(id)));
        var text = line.replaceAll("^[ │├└─]*", "");
        var depth = line.length() - text.length();
        if (BRANCH.matcher(line).matches()) {
            while (!above.isEmpty() && above.peek().depth >= depth) {
                above.pop();
            }
            called(ids);
            above.push(new Line(depth, new HashSet<>(ids)));
        } else if (ROOT.matcher(text).matches()) {
            root(depth, ids);
        } else if (!above.isEmpty()) {
            called(ids);
            above.peek().ids.addAll(ids);
        }
    }

    /** Roots that follow one another share what is below them. */
    private void root(int depth, List<String> ids) {
        if (above.size() != 1 || above.peek().depth != depth) {
            above.clear();
            above.push(new Line(depth, new HashSet<>()));
        }
        var own = file.callers().map(caller -> caller.path("id").asText()).toList();
        ids.stream().filter(own::contains).forEach(above.peek().ids::add);
        called(ids.stream().filter(id -> !own.contains(id)).toList());
        above.peek().ids.addAll(ids);
    }

    private void called(List<String> ids) {
        var callers = new HashSet<String>();
        above.forEach(line -> callers.addAll(line.ids));
        for (var id : ids) {
            if (set.calls(id).isPresent() && callers.stream().noneMatch(caller -> sends(caller, id))) {
                breaches.add(file.name() + " shows %s below %s, which do not call it".formatted(id, callers));
            }
            callers.add(id);
        }
    }

    private boolean sends(String caller, String id) {
        return set.calls(caller).orElse(Set.of()).contains(id);
    }

    private List<String> ids(String text) {
        return ID.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(this::isId)
                .toList();
    }

    private boolean isId(String word) {
        return set.files().stream().anyMatch(other -> word.startsWith(other.room() + "-"));
    }
}
