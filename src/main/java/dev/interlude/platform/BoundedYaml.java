package dev.interlude.platform;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;

/** Reads a YAML file of bounded size: its depth, and its values once all aliases are written out, have a limit. */
public final class BoundedYaml {

    /** Bytes of a file; a larger one is not read at all. */
    public static final int MOST_BYTES = 1_000_000;

    private static final int DEEPEST = 100;
    private static final int MOST_VALUES = 200_000;

    private BoundedYaml() {}

    /** Why a text cannot be used. */
    public static final class Unusable extends Exception {

        private static final long serialVersionUID = 1L;

        private final int line;

        Unusable(int line, String reason) {
            super(reason);
            this.line = line;
        }

        public int line() {
            return line;
        }
    }

    /**
     * The tree of the text; empty if there is nothing in it.
     *
     * @throws Unusable with the line and one sentence
     */
    public static Optional<Node> compose(String text) throws Unusable {
        try {
            var root = tree(text);
            if (root.isPresent()) {
                valuesIn(root.get(), new IdentityHashMap<>());
            }
            return root;
        } catch (MarkedYAMLException e) {
            throw new Unusable(line(e.getProblemMark()), "this is not YAML: " + problem(e));
        } catch (YAMLException e) {
            throw new Unusable(1, "this is not YAML: " + firstLine(e.getMessage()));
        }
    }

    private static Optional<Node> tree(String text) throws Unusable {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEEPEST + 1);
        try {
            return Optional.ofNullable(new Yaml(new SafeConstructor(options)).compose(new StringReader(text)));
        } catch (MarkedYAMLException e) {
            throw e;
        } catch (YAMLException e) {
            requireShallow(text); // which names the line
            throw e;
        }
    }

    private static void requireShallow(String text) throws Unusable {
        var open = new ArrayDeque<Event>();
        for (var event : new Yaml().parse(new StringReader(text))) {
            if (event instanceof CollectionStartEvent) {
                open.push(event);
            } else if (event instanceof CollectionEndEvent) {
                open.pop();
            }
            if (open.size() > DEEPEST) {
                throw new Unusable(
                        line(event.getStartMark()), "this is nested more than %d levels deep".formatted(DEEPEST));
            }
        }
    }

    /** Counts an alias as often as it is used. */
    private static long valuesIn(Node node, Map<Node, Long> known) throws Unusable {
        var counted = known.get(node);
        if (counted != null) {
            if (counted == 0) {
                throw new Unusable(line(node.getStartMark()), "an anchor contains itself");
            }
            return counted;
        }
        known.put(node, 0L);
        long values = 1;
        if (node instanceof CollectionNode<?> collection) {
            for (var item : collection.getValue()) {
                if (item instanceof NodeTuple entry) {
                    values += valuesIn(entry.getKeyNode(), known) + valuesIn(entry.getValueNode(), known);
                } else if (item instanceof Node element) {
                    values += valuesIn(element, known);
                }
                if (values > MOST_VALUES) {
                    throw new Unusable(
                            line(node.getStartMark()),
                            "with its aliases written out this has more than %d values".formatted(MOST_VALUES));
                }
            }
        }
        known.put(node, values);
        return values;
    }

    private static String problem(MarkedYAMLException e) {
        var problem = firstLine(e.getProblem());
        return problem.contains("\\t(TAB)") || problem.contains("'\\t'")
                ? "a tab indents the line; use spaces"
                : problem;
    }

    private static String firstLine(String text) {
        return text == null ? "unreadable" : text.lines().findFirst().orElse("unreadable");
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }
}
