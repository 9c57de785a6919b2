package dev.interlude.platform.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.unbescape.html.HtmlEscape;

/**
 * The page {@code /docs}: all operations of the contract by their tags. Summaries and descriptions are HTML.
 *
 * @param about the contract's own description
 */
record DocsPage(String about, List<Group> groups) {

    /** The operations of a tag. */
    record Group(String name, String description, List<Operation> operations) {}

    /** @param body an example of it, as JSON; empty if there is none */
    record Operation(
            String id,
            String method,
            String path,
            String summary,
            String description,
            List<Parameter> parameters,
            String body,
            List<Answer> answers) {}

    /** @param place {@code path}, {@code query} or {@code header} */
    record Parameter(String name, String place, boolean required, String description) {}

    /** @param status of HTTP, or {@code default} */
    record Answer(String status, String description) {}

    static DocsPage of(JsonNode contract) {
        return new DocsPage(
                prose(contract.at("/info/description")),
                contract.path("tags")
                        .valueStream()
                        .map(tag -> new Group(
                                tag.path("name").asText(),
                                prose(tag.path("description")),
                                operations(contract, tag.path("name").asText())))
                        .toList());
    }

    String html() {
        var resolver = new ClassLoaderTemplateResolver(DocsPage.class.getClassLoader());
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        var engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine.process("docs.html", new Context(Locale.ENGLISH, Map.of("about", about, "groups", groups)));
    }

    private static List<Operation> operations(JsonNode contract, String tag) {
        return contract.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(method -> isOf(tag, method.getValue()))
                        .map(method -> operation(contract, path.getKey(), path.getValue(), method.getKey())))
                .toList();
    }

    private static boolean isOf(String tag, JsonNode operation) {
        return operation.path("tags").valueStream().anyMatch(name -> name.asText()
                .equals(tag));
    }

    private static Operation operation(JsonNode contract, String path, JsonNode shared, String method) {
        var written = shared.path(method);
        return new Operation(
                written.path("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                path,
                prose(written.path("summary")),
                prose(written.path("description")),
                Stream.of(shared, written)
                        .flatMap(place -> place.path("parameters").valueStream())
                        .map(parameter -> parameter(followed(contract, parameter)))
                        .toList(),
                example(written.at("/requestBody/content/application~1json")),
                written.path("responses").properties().stream()
                        .map(answer -> new Answer(
                                answer.getKey(),
                                prose(followed(contract, answer.getValue()).path("description"))))
                        .toList());
    }

    private static Parameter parameter(JsonNode written) {
        return new Parameter(
                written.path("name").asText(),
                written.path("in").asText(),
                written.path("required").asBoolean(),
                prose(written.path("description")));
    }

    /** As HTML: what stands between backticks is code. */
    private static String prose(JsonNode text) {
        return HtmlEscape.escapeHtml4Xml(text.asText()).replaceAll("`([^`]*)`", "<code>$1</code>");
    }

    private static String example(JsonNode body) {
        return Stream.concat(
                        Stream.of(body.path("example")),
                        body.path("examples").valueStream().map(each -> each.path("value")))
                .filter(JsonNode::isContainerNode)
                .findFirst()
                .map(JsonNode::toPrettyString)
                .orElse("");
    }

    private static JsonNode followed(JsonNode contract, JsonNode place) {
        return place.has("$ref") ? contract.at(place.path("$ref").asText().substring(1)) : place;
    }
}
