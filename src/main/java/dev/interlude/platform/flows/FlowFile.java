package dev.interlude.platform.flows;

import dev.interlude.platform.BoundedYaml;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A file of flows.
 *
 * @param written the tree in its text
 * @param root the same with a route in the place of each templated one
 * @param all the root and what is below it, from top to bottom
 */
record FlowFile(String name, String text, Place written, Place root, List<Place> all) {

    private FlowFile(String name, String text, Place written, Place root) {
        this(name, text, written, root, root.all().toList());
    }

    /** @throws FlowsRefused if one is no list of flows, or uses a template that there is not */
    static List<FlowFile> all(Map<String, String> texts) {
        var files = texts.entrySet().stream()
                .map(file -> read(file.getKey(), file.getValue()))
                .toList();
        var templates = RouteTemplates.of(files);
        return files.stream()
                .map(file -> new FlowFile(file.name, file.text, file.written, templates.expanded(file.written)))
                .toList();
    }

    /** @throws FlowsRefused if it is no list of flows */
    static FlowFile read(String name, String text) {
        var root = new Place(name, List.of(), tree(name, text));
        if (!(root.node() instanceof SequenceNode)) {
            throw root.wrong("a file of flows is a list; its first line of YAML begins with '- route:'");
        }
        var file = new FlowFile(name, text, root, root);
        file.all.forEach(FlowFile::requireKeysOnce);
        return file;
    }

    private static void requireKeysOnce(Place place) {
        if (place.node() instanceof MappingNode) {
            var keys = new HashSet<String>();
            place.children().filter(child -> !keys.add(child.key())).findFirst().ifPresent(twice -> {
                throw twice.wrong("the key '%s' is written twice".formatted(twice.key()));
            });
        }
    }

    /**
     * Whether this is the beginning of a former text that ends within a route, as when a copy was broken off.
     *
     * @param former what the file was before
     */
    void requireNotCutShort(String former) {
        if (former.length() > text.length() && former.startsWith(text)) {
            var before = read(name, former).routeTexts();
            var last = routes().reduce((one, other) -> other);
            if (!text.endsWith("\n")
                    || last.filter(route -> routeTexts().get(route.textAt("id")).equals(before.get(route.textAt("id"))))
                            .isEmpty()) {
                throw new FlowsRefused(
                        name,
                        (int) text.lines().count(),
                        "the file ends within a route of the running file, it seems cut short; if that is meant, add a comment");
            }
        }
    }

    private static Node tree(String name, String text) {
        try {
            return BoundedYaml.compose(text)
                    .orElseThrow(
                            () -> new FlowsRefused(name, 1, "the file is empty; delete it, or put its routes back"));
        } catch (BoundedYaml.Unusable e) {
            throw new FlowsRefused(name, e.line(), e.getMessage());
        }
    }

    Stream<Place> places() {
        return all.stream();
    }

    Stream<Place> routes() {
        return root.children().flatMap(item -> item.at("route").stream());
    }

    boolean hasTemplates() {
        return written.children().anyMatch(item -> item.at("routeTemplate").isPresent());
    }

    /** Whether the comment at its top mentions a variable that callers must set. */
    boolean announces(String variable) {
        return text.lines().takeWhile(line -> line.startsWith("#")).anyMatch(line -> List.of(line.split("[^\\w-]+"))
                .contains(variable));
    }

    /** What else there is beside routes. */
    Stream<Place> others() {
        return written.children().flatMap(Place::children).filter(entry -> !isRoute(entry));
    }

    /** The text of each route, by its id, without the comments and empty lines around it. */
    Map<String, String> routeTexts() {
        var texts = new LinkedHashMap<String, String>();
        written.children()
                .flatMap(Place::children)
                .filter(FlowFile::isRoute)
                .forEach(route -> texts.put(id(route), text.substring(start(route), end(route))));
        return texts;
    }

    private static boolean isRoute(Place entry) {
        return entry.key().equals("route") || entry.key().equals("templatedRoute");
    }

    private static String id(Place route) {
        return route.textAt(route.key().equals("route") ? "id" : "routeId");
    }

    /** The file with all routes but these made blank, so that what is left stays on its lines. */
    String only(Set<String> ids) {
        var blanked = new StringBuilder(text);
        written.children()
                .filter(item -> item.children().noneMatch(entry -> isRoute(entry) && ids.contains(id(entry))))
                .sorted(Comparator.comparing(Place::line))
                .forEach(item -> blank(blanked, itemStart(item), end(item)));
        return blanked.toString();
    }

    private int itemStart(Place item) {
        return text.lastIndexOf('-', start(item));
    }

    private int start(Place place) {
        return offset(place.node().getStartMark());
    }

    /** The end of its last value; a list's or mapping's own end is where the next one begins. */
    private int end(Place place) {
        return place.all()
                .map(Place::node)
                .filter(FlowFile::endsWhereItSays)
                .mapToInt(node -> offset(node.getEndMark()))
                .max()
                .orElse(start(place));
    }

    private static boolean endsWhereItSays(Node node) {
        return !(node instanceof CollectionNode<?> collection)
                || collection.getFlowStyle() == DumperOptions.FlowStyle.FLOW;
    }

    /** A mark counts code points, a string does not. */
    private int offset(Mark mark) {
        return text.offsetByCodePoints(0, mark.getIndex());
    }

    private static void blank(StringBuilder text, int start, int end) {
        for (var i = start; i < end; i++) {
            if (text.charAt(i) != '\n') {
                text.setCharAt(i, ' ');
            }
        }
    }
}
