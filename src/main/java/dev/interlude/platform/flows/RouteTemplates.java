package dev.interlude.platform.flows;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The route templates of all files, and the routes that templated routes become, as Camel will build them. */
record RouteTemplates(Map<String, Place> byId) {

    static RouteTemplates of(List<FlowFile> files) {
        return new RouteTemplates(files.stream()
                .flatMap(file -> file.written().children())
                .flatMap(item -> item.at("routeTemplate").stream())
                .collect(Collectors.toMap(template -> template.textAt("id"), template -> template, (one, other) -> {
                    throw other.wrong("there are two route templates '%s'".formatted(other.textAt("id")));
                })));
    }

    /** Camel's own route of a template, with its description filled in. */
    static RouteDefinition described(RouteTemplateDefinition template, Map<String, Object> parameters) {
        var route = template.asRouteDefinition();
        for (var parameter : parameters.entrySet()) {
            if (route.getDescription() != null) {
                route.setDescription(route.getDescription()
                        .replace("{{%s}}".formatted(parameter.getKey()), String.valueOf(parameter.getValue())));
            }
        }
        return route;
    }

    /** A file's tree with a route for each templated one, and without templates. What is made stands on the lines of its use. */
    Place expanded(Place file) {
        var items = file.children()
                .filter(item -> item.at("routeTemplate").isEmpty())
                .map(item -> item.at("templatedRoute").map(this::made).orElse(item.node()))
                .toList();
        return new Place(file.file(), file.path(), list((SequenceNode) file.node(), items));
    }

    private Node made(Place use) {
        var name = use.textAt("routeTemplateRef");
        var template = Optional.ofNullable(byId.get(name)).orElseThrow(() -> use.at("routeTemplateRef")
                .orElse(use)
                .wrong("there is no route template '%s'".formatted(name)));
        var body = template.at("route").orElseThrow(() -> template.wrong("this route template has no route"));
        var made = (MappingNode) new Copy(use, values(template, use)).of(body.node());
        var entries = new ArrayList<NodeTuple>();
        entries.add(entry(use.node(), "id", use.at("routeId").orElse(use).node()));
        entries.addAll(made.getValue());
        return mapping(use.node(), List.of(entry(use.node(), "route", mapping(use.node(), entries))));
    }

    private static Map<String, ScalarNode> values(Place template, Place use) {
        var values = new LinkedHashMap<String, ScalarNode>();
        var known =
                parameters(template).map(parameter -> parameter.textAt("name")).toList();
        parameters(template).forEach(parameter -> parameter.at("defaultValue").ifPresent(value -> {
            values.put(parameter.textAt("name"), scalar(use.node(), value.text().orElse("")));
        }));
        parameters(use).forEach(given -> {
            var name = given.textAt("name");
            if (!known.contains(name)) {
                throw given.wrong(
                        "the route template '%s' has no parameter '%s'".formatted(template.textAt("id"), name));
            }
            given.at("value").ifPresent(value -> values.put(name, (ScalarNode) value.node()));
        });
        known.stream().filter(name -> !values.containsKey(name)).findFirst().ifPresent(missing -> {
            throw use.wrong(
                    "the route template '%s' needs the parameter '%s'".formatted(template.textAt("id"), missing));
        });
        return values;
    }

    private static Stream<Place> parameters(Place place) {
        return place.at("parameters").stream().flatMap(Place::children);
    }

    private static SequenceNode list(SequenceNode like, List<Node> items) {
        return new SequenceNode(Tag.SEQ, true, items, like.getStartMark(), like.getEndMark(), like.getFlowStyle());
    }

    private static MappingNode mapping(Node at, List<NodeTuple> entries) {
        return new MappingNode(
                Tag.MAP, true, entries, at.getStartMark(), at.getEndMark(), ((MappingNode) at).getFlowStyle());
    }

    private static NodeTuple entry(Node at, String key, Node value) {
        return new NodeTuple(scalar(at, key), value);
    }

    private static ScalarNode scalar(Node at, String text) {
        return new ScalarNode(Tag.STR, text, at.getStartMark(), at.getEndMark(), DumperOptions.ScalarStyle.PLAIN);
    }

    /** Copies a template's route for one use of it: values for parameters, and the prefix before each step's id. */
    private record Copy(Place use, Map<String, ScalarNode> values) {

        Node of(Node node) {
            if (node instanceof MappingNode mapping) {
                return mapping(
                        use.node(),
                        mapping.getValue().stream().map(this::entryOf).toList());
            }
            if (node instanceof SequenceNode sequence) {
                return list(sequence, sequence.getValue().stream().map(this::of).toList());
            }
            return filled(((ScalarNode) node).getValue());
        }

        private NodeTuple entryOf(NodeTuple entry) {
            var key = ((ScalarNode) entry.getKeyNode()).getValue();
            var isId = key.equals("id") && entry.getValueNode() instanceof ScalarNode;
            return entry(
                    use.node(),
                    key,
                    isId
                            ? scalar(
                                    use.node(), use.textAt("prefixId") + ((ScalarNode) entry.getValueNode()).getValue())
                            : of(entry.getValueNode()));
        }

        private ScalarNode filled(String text) {
            for (var value : values.entrySet()) {
                var placeholder = "{{%s}}".formatted(value.getKey());
                if (text.equals(placeholder)) {
                    return value.getValue();
                }
                text = text.replace(placeholder, value.getValue().getValue());
            }
            return scalar(use.node(), text);
        }
    }
}
