package dev.interlude.architecture;

import static java.util.function.Predicate.not;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.interlude.architecture.RouteFile.Place;
import dev.interlude.architecture.RouteFile.Route;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every flow keeps to. Each rule names the places that break it. */
enum RouteRule {
    ID("a route's id is <room>-<verb>[-<noun>…], the room being its folder", set -> set.routes()
            .filter(route -> !route.id().matches(route.file().room() + "-(" + Words.VERBS + ")(-[a-z]+)*"))
            .map(Object::toString)),
    GROUP("a route's group is its room", each(route -> route.says("group")
            .equals(route.file().room()))),
    DESCRIPTION("a route has a description", each(route -> !route.says("description")
            .isBlank())),
    ERRORS("a route names an error configuration that exists", set -> set.routes()
            .filter(route -> !set.configurations().contains(route.says("routeConfigurationId")))
            .map(Object::toString)),
    STEP_IDS("every step has an id that begins with its route's", set -> set.routes()
            .flatMap(route -> RouteFile.steps(route.node())
                    .filter(step -> !step.node().path("id").asText().startsWith(route.id() + "-"))
                    .map(step ->
                            route + ", step " + step.key() + " " + step.node().path("id")))),
    UNIQUE(
            "no id is used twice",
            set ->
                    ids(set)
                            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                            .entrySet()
                            .stream()
                            .filter(count -> count.getValue() > 1)
                            .map(Map.Entry::getKey)),
    QUEUE("only the route that empties a queue says how long it is and how many work on it", set -> set.files().stream()
            .flatMap(file -> RouteFile.places(file.tree())
                    .filter(place -> Set.of("size", "concurrentConsumers").contains(place.key()))
                    .filter(place ->
                            !place.above().contains("from") || place.above().contains("steps"))
                    .map(place -> file.name() + ", " + place.key() + " " + place.node()))),
    NAME("a route that others send to listens to its own id", set -> set.routes()
            .filter(route ->
                    Set.of("direct", "seda").contains(route.from().path("uri").asText()))
            .filter(route -> !route.from().at("/parameters/name").asText().equals(route.id()))
            .map(Object::toString)),
    TARGETS("what is sent to exists", set -> set.files().stream().flatMap(file -> RouteSet.targets(file.tree())
            .filter(not(set.routeIds()::contains))
            .map(target -> file.name() + " sends to " + target))),
    SETTINGS("every {{setting}} is listed in config/application.yaml, where its default is", set -> set.files().stream()
            .flatMap(file -> Words.SETTING
                    .matcher(file.tree().toString())
                    .results()
                    .map(found -> found.group(1))
                    .filter(not(set.settings()::contains))
                    .map(key -> file.name() + ", {{" + key + "}}"))),
    HEADER("a file begins with a comment that names its routes", set -> set.files().stream()
            .flatMap(file -> file.routes()
                    .filter(route ->
                            !file.header().matches("(?s).*(?<![\\w-])" + Pattern.quote(route.id()) + "(?![\\w-]).*"))
                    .map(Object::toString))),
    TREE("the tree in a header shows the calls that are made, and no others", RouteTree::breaches),
    SHORT("a file has at most 200 lines", set -> set.files().stream()
            .filter(file -> file.text().lines().count() > 200)
            .map(RouteFile::name)),
    EXPANDED(
            "endpoints and expressions are written out: uri and parameters, language and expression",
            set -> set.files().stream().flatMap(file -> Stream.concat(endpoints(file), expressions(file))
                    .map(place -> file.name() + ", " + place))),
    EDITORS(
            "a saga's compensation is a text, and the language of its option stands beside the key: newer schemas, and so Kaoto, refuse other forms",
            set -> set.files().stream().flatMap(file -> RouteFile.places(file.tree())
                    .filter(place ->
                            place.key().equals("compensation") && !place.node().isTextual()
                                    || place.key().equals("expression")
                                            && place.parent().equals("option"))
                    .map(place -> file.name() + ", " + place.key() + " " + place.node()))),
    NO_SCRIPT("no script: constant, simple, header, variable or a bean's method", set -> set.files().stream()
            .flatMap(file -> RouteFile.places(file.tree())
                    .filter(place -> place.parent().equals("expression") && !isParameter(place))
                    .map(Place::key)
                    .filter(not(Words.LANGUAGES::contains))
                    .filter(not(Set.of("expression", "id", "ref", "method")::contains))
                    .map(language -> file.name() + ", " + language))),
    ONE_OPERATOR(
            "a condition has one operator; more is a decision, and a bean's",
            texts(
                    "simple",
                    text -> text.contains("&&")
                            || text.contains("||")
                            || Words.OPERATOR.matcher(text).results().count() > 1)),
    NO_JSON(
            "no JSON glued from strings",
            texts("simple", text -> text.contains("{\"")).and(texts("constant", text -> text.contains("{\"")))),
    NO_EXCHANGE("a bean's method takes values, not the exchange", set -> set.files().stream()
            .flatMap(file -> RouteFile.places(file.tree())
                    .filter(place ->
                            place.key().equals("method") && place.node().isTextual())
                    .filter(place -> place.node().asText().matches("(?is).*\\bexchange\\b.*"))
                    .map(place -> file.name() + ", " + place.node().asText()))),
    COMPENSATION("what a ledger opens is what the steps of its saga register", set -> set.routes()
            .filter(route -> !RouteSet.opened(route.node()).isEmpty())
            .filter(route -> !RouteSet.opened(route.node()).equals(registeredBehind(set, route)))
            .map(Object::toString)),
    OPENED("a saga's step is opened in a ledger first", set -> set.routes()
            .filter(route -> !RouteSet.registered(route.node()).isEmpty())
            .filter(route -> set.routes()
                    .filter(opener -> !RouteSet.opened(opener.node()).isEmpty())
                    .noneMatch(opener -> set.reachedFrom(opener).contains(route)))
            .map(Object::toString)),
    VARIABLES("a route reads only variables that it declares, sets or is left", RouteVariables::breaches),
    SCHEMA("Camel's own schema accepts the file", set -> set.files().stream()
            .flatMap(file -> Words.SCHEMA.validate(file.written().toString(), InputFormat.JSON).stream()
                    .limit(5)
                    .map(message -> file.name() + " " + message)));

    /** A rule's check: the places that break it. */
    interface Check extends Function<RouteSet, Stream<String>> {

        default Check and(Check other) {
            return set -> Stream.concat(apply(set), other.apply(set));
        }
    }

    private static final class Words {
        static final String VERBS =
                "accept|adopt|answer|apply|search|plan|place|book|release|erase|cancel|move|compare|repair|send|deliver"
                        + "|recover|expire|read|fetch|find|follow|create|call|record|undo|return|explain|suggest|renew|purge|dismiss"
                        + "|refresh|after|confirm|decline|mark|forgive|change|delete|register|extend";
        static final Set<String> LANGUAGES = Set.of("constant", "simple", "header", "variable", "method");
        static final Pattern SETTING = Pattern.compile("\\{\\{([^}]*)}}");
        static final Pattern OPERATOR =
                Pattern.compile(" (==|!=|=~|!=~|>=?|<=?|contains|!contains|in|!in|regex|is|range) ");
        static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(RouteRule.class.getResourceAsStream("/schema/camelYamlDsl.json"));
    }

    private final String sentence;
    private final Check check;

    RouteRule(String sentence, Check check) {
        this.sentence = sentence;
        this.check = check;
    }

    Stream<String> breaches(RouteSet set) {
        return check.apply(set);
    }

    @Override
    public String toString() {
        return sentence;
    }

    private static Check each(java.util.function.Predicate<Route> kept) {
        return set -> set.routes().filter(kept.negate()).map(Object::toString);
    }

    private static Check texts(String language, java.util.function.Predicate<String> broken) {
        return set -> set.files().stream().flatMap(file -> RouteFile.places(file.tree())
                .filter(place -> place.key().equals(language))
                .map(place ->
                        place.node().path("expression").asText(place.node().asText()))
                .filter(broken)
                .map(text -> file.name() + ", " + text));
    }

    private static Stream<String> ids(RouteSet set) {
        return set.files().stream()
                .flatMap(file -> RouteFile.places(file.tree()))
                .filter(place -> place.key().equals("id") && !isParameter(place))
                .map(place -> place.node().asText());
    }

    private static Set<String> registeredBehind(RouteSet set, Route opener) {
        return set.reachedFrom(opener).stream()
                .flatMap(route -> RouteSet.registered(route.node()).stream())
                .collect(Collectors.toSet());
    }

    private static boolean isParameter(Place place) {
        return place.above().contains("parameters");
    }

    private static Stream<String> endpoints(RouteFile file) {
        var shortened = RouteFile.places(file.tree())
                .filter(place -> place.key().equals("uri") && !place.parent().equals("toD"))
                .filter(place -> place.node().asText().contains(":"));
        var bare = RouteFile.steps(file.tree()).filter(step -> !step.node().isObject());
        return Stream.concat(shortened, bare).map(place -> place.key() + " " + place.node());
    }

    private static Stream<String> expressions(RouteFile file) {
        return RouteFile.places(file.tree())
                .filter(place -> Words.LANGUAGES.contains(place.key()) && !isParameter(place))
                .filter(place -> !place.node().isObject())
                .filter(place -> !(place.key().equals("method")
                        && Set.of("bean", "method").contains(place.parent())))
                .map(place -> place.key() + " " + place.node());
    }
}
