package dev.interlude.architecture;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts a route in the place of each templated one, as Camel does. */
final class RouteTemplates {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RouteTemplates() {}

    static List<RouteFile> expanded(List<RouteFile> files) {
        var templates = files.stream()
                .flatMap(file -> RouteFile.entries(file.written(), "routeTemplate"))
                .collect(toMap(template -> template.path("id").asText(), template -> template));
        return files.stream()
                .map(file -> new RouteFile(
                        file.name(), file.room(), file.text(), file.written(), expanded(file.written(), templates)))
                .toList();
    }

    private static ArrayNode expanded(JsonNode written, Map<String, JsonNode> templates) {
        var tree = JSON.arrayNode();
        for (var item : written) {
            if (item.has("templatedRoute")) {
                var use = item.get("templatedRoute");
                var template = templates.get(use.path("routeTemplateRef").asText());
                tree.add(JSON.objectNode().set("route", made(template, use)));
            } else if (!item.has("routeTemplate")) {
                tree.add(item);
            }
        }
        return tree;
    }

    private static JsonNode made(JsonNode template, JsonNode use) {
        var values = new HashMap<String, String>();
        template.path("parameters")
                .forEach(parameter -> values.put(
                        parameter.path("name").asText(),
                        parameter.path("defaultValue").asText()));
        use.path("parameters")
                .forEach(given -> values.put(
                        given.path("name").asText(), given.path("value").asText()));
        var prefix = use.path("prefixId").asText();
        var route = (ObjectNode) copied(template.path("route"), values, prefix, false);
        return route.put("id", use.path("routeId").asText());
    }

    private static JsonNode copied(JsonNode node, Map<String, String> values, String prefix, boolean parameters) {
        if (node.isArray()) {
            var copy = JSON.arrayNode();
            node.forEach(item -> copy.add(copied(item, values, prefix, parameters)));
            return copy;
        }
        if (node.isObject()) {
            var copy = JSON.objectNode();
            node.properties().forEach(field -> {
                var key = field.getKey();
                var value = copied(field.getValue(), values, prefix, key.equals("parameters"));
                copy.set(key, key.equals("id") && !parameters ? JSON.textNode(prefix + value.asText()) : value);
            });
            return copy;
        }
        var text = node.asText();
        for (var value : values.entrySet()) {
            text = text.replace("{{%s}}".formatted(value.getKey()), value.getValue());
        }
        return node.isTextual() ? JSON.textNode(text) : node;
    }
}
