package dev.interlude.platform.flows;

import dev.interlude.platform.CalledRoute;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.quartz.CronExpression;

/** How the routes of all files meet: every id and every entrance is used once, and every target exists. */
final class Wiring {

    private static final Set<String> INTERNAL = Set.of("direct", "seda");
    private static final Pattern TARGET = Pattern.compile("^(direct|seda):(?://)?([\\w.-]+)(\\?.*)?$");
    private static final Pattern NAMED_TARGET = Pattern.compile("^direct:\\$\\{variable\\.([\\w-]+)}$");
    private static final Pattern QUOTED_TARGET = Pattern.compile("'(direct|seda):([\\w.-]+)'");

    private final List<FlowFile> files;
    private final UnaryOperator<String> settings;
    private final Collection<CalledRoute> called;

    /**
     * @param files new or changed ones last: those are named in errors
     * @param settings puts the values of settings in for their placeholders
     * @param called routes that are called from elsewhere than flows
     */
    Wiring(List<FlowFile> files, UnaryOperator<String> settings, Collection<CalledRoute> called) {
        this.files = files;
        this.settings = settings;
        this.called = called;
    }

    void check() {
        files.stream().flatMap(FlowFile::routes).forEach(Wiring::requireIdAndEntrance);
        requireUniqueIds();
        var entrances = requireUniqueEntrances();
        requireTargets(entrances);
        requireNamedTargets(entrances);
        requireCalled(entrances);
        files.stream().flatMap(FlowFile::routes).forEach(this::requireClock);
    }

    private static void requireIdAndEntrance(Place route) {
        if (route.textAt("id").isBlank()) {
            throw route.wrong("this route has no id");
        }
        if (route.textAt("from", "uri").isBlank()) {
            throw route.wrong("the route %s has no 'from' with a 'uri'".formatted(route.textAt("id")));
        }
    }

    private void requireUniqueIds() {
        var known = new HashMap<String, Place>();
        files.stream()
                .flatMap(FlowFile::places)
                .filter(place -> place.key().equals("id") && !place.isBelow("parameters"))
                .filter(place -> place.text().isPresent())
                .forEach(place -> requireFirst(known, place.text().orElseThrow(), place, "the id"));
    }

    private Set<String> requireUniqueEntrances() {
        var known = new HashMap<String, Place>();
        files.stream()
                .flatMap(FlowFile::routes)
                .flatMap(route -> route.at("from").stream())
                .forEach(from -> entrances(from).forEach(door -> requireFirst(known, door, from, "the entrance")));
        return known.keySet();
    }

    private static void requireFirst(Map<String, Place> known, String name, Place place, String what) {
        var first = known.putIfAbsent(name, place);
        if (first != null) {
            throw place.wrong("%s %s is already used in %s, line %d".formatted(what, name, first.file(), first.line()));
        }
    }

    private Stream<String> entrances(Place from) {
        var uri = from.textAt("uri");
        var scheme = uri.replaceAll("[:?].*", "");
        return switch (scheme) {
            case "direct", "seda" -> Stream.of(scheme + ":" + name(from));
            case "platform-http" ->
                Stream.of(from.textAt("parameters", "httpMethodRestrict").split(","))
                        .map(method -> (method.strip() + " " + from.textAt("parameters", "path")
                                        + uri.substring(scheme.length()))
                                .strip());
            case "quartz" ->
                Stream.of("quartz:" + from.textAt("parameters", "groupName") + "/"
                        + from.textAt("parameters", "triggerName") + uri.substring(scheme.length()));
            default -> Stream.empty();
        };
    }

    private static String name(Place endpoint) {
        var matcher = TARGET.matcher(endpoint.textAt("uri"));
        return matcher.matches() ? matcher.group(2) : endpoint.textAt("parameters", "name");
    }

    private void requireTargets(Set<String> entrances) {
        files.stream()
                .flatMap(FlowFile::places)
                .filter(place -> !place.key().equals("from"))
                .forEach(place -> targets(place)
                        .filter(target -> !entrances.contains(target))
                        .findFirst()
                        .ifPresent(target -> {
                            throw place.wrong("no route begins with " + target);
                        }));
    }

    /** The routes that a variable names, which a {@code toD} then calls. */
    private void requireNamedTargets(Set<String> entrances) {
        var names = files.stream()
                .flatMap(FlowFile::places)
                .filter(place -> place.key().equals("toD"))
                .map(place -> NAMED_TARGET.matcher(place.text().orElse(place.textAt("uri"))))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        files.stream()
                .flatMap(FlowFile::places)
                .filter(place -> place.key().equals("setVariable") && names.contains(place.textAt("name")))
                .flatMap(place -> place.at("expression", "constant", "expression").stream())
                .filter(route -> !entrances.contains("direct:" + route.text().orElse("")))
                .findFirst()
                .ifPresent(route -> {
                    throw route.wrong(
                            "no route begins with direct:" + route.text().orElse(""));
                });
    }

    private void requireCalled(Set<String> entrances) {
        called.stream()
                .filter(route -> !entrances.contains("direct:" + route.id()))
                .min(Comparator.comparing(CalledRoute::id))
                .ifPresent(missing -> {
                    throw new FlowsRefused(
                            missing.file(),
                            "the route %s is missing: no route begins with direct:%s, which %s"
                                    .formatted(missing.id(), missing.id(), missing.use()));
                });
    }

    private static Stream<String> targets(Place place) {
        var text = place.text();
        if (text.isEmpty()) {
            var scheme = place.textAt("uri");
            var name = place.textAt("parameters", "name");
            return INTERNAL.contains(scheme) && !name.contains("$") ? Stream.of(scheme + ":" + name) : Stream.empty();
        }
        if (place.isBelow("from")
                        && place.path().indexOf("from") == place.path().size() - 2
                || Set.of("description", "note", "message").contains(place.key())) {
            return Stream.empty();
        }
        var whole = TARGET.matcher(text.get());
        return whole.matches()
                ? Stream.of(whole.group(1) + ":" + whole.group(2))
                : QUOTED_TARGET.matcher(text.get()).results().map(found -> found.group(1) + ":" + found.group(2));
    }

    private void requireClock(Place route) {
        route.at("from", "parameters", "cron").ifPresent(cron -> {
            var schedule = settings.apply(cron.text().orElse(""));
            if (!CronExpression.isValidExpression(schedule.replace('+', ' '))) {
                throw cron.wrong("'%s' is no schedule".formatted(schedule));
            }
        });
    }
}
