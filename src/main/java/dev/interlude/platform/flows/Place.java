package dev.interlude.platform.flows;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A value in a file of flows, the keys that lead to it, and where it stands. An item of a list has the list's key. */
record Place(String file, List<String> path, Node node) {

    String key() {
        return path.isEmpty() ? "" : path.get(path.size() - 1);
    }

    boolean isBelow(String key) {
        return path.subList(0, Math.max(0, path.size() - 1)).contains(key);
    }

    int line() {
        return node.getStartMark().getLine() + 1;
    }

    /** What is written there, if it is neither a list nor a mapping. */
    Optional<String> text() {
        return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** What is found by following these keys. */
    Optional<Place> at(String... keys) {
        var found = Optional.of(this);
        for (var key : keys) {
            found = found.flatMap(place -> place.node instanceof MappingNode
                    ? place.children().filter(child -> child.key().equals(key)).findFirst()
                    : Optional.empty());
        }
        return found;
    }

    /** The text found by following these keys; empty if there is none. */
    String textAt(String... keys) {
        return at(keys).flatMap(Place::text).orElse("");
    }

    Stream<Place> children() {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream().map(this::entry);
        }
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(item -> new Place(file, path, item))
                : Stream.empty();
    }

    /** This and all that is below, from top to bottom. */
    Stream<Place> all() {
        return Stream.concat(Stream.of(this), children().flatMap(Place::all));
    }

    FlowsRefused wrong(String reason) {
        return new FlowsRefused(file, line(), reason);
    }

    private Place entry(NodeTuple entry) {
        var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        return new Place(file, Stream.concat(path.stream(), Stream.of(key)).toList(), entry.getValueNode());
    }
}
