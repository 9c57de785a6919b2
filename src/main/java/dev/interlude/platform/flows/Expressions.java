package dev.interlude.platform.flows;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Checks the expressions of flows before a message arrives: settings, beans, variables, properties. */
final class Expressions {

    private static final Pattern SETTING = Pattern.compile("\\{\\{([^{}]+)}}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{variable\\.([\\w-]+)([^{}]*)}");
    private static final Set<String> PROSE = Set.of("description", "note");
    private static final Set<String> NAMES_OF_BEANS =
            Set.of("executorService", "aggregationStrategy", "idempotentRepository");

    private final List<FlowFile> files;
    private final Function<String, Optional<String>> settings;
    private final Beans beans;
    private final Variables variables;

    Expressions(List<FlowFile> files, Function<String, Optional<String>> settings, Beans beans) {
        this.files = files;
        this.settings = settings;
        this.beans = beans;
        this.variables = new Variables(files, beans);
    }

    void check() {
        files.stream()
                .flatMap(FlowFile::places)
                .filter(place -> !PROSE.contains(place.key()))
                .forEach(this::check);
    }

    private void check(Place place) {
        place.text().ifPresent(text -> {
            requireSettings(place, text);
            requireBean(place, text);
            if (!place.isBelow("constant")) {
                requireVariables(place, text);
            }
        });
        if (Set.of("bean", "method").contains(place.key()) && place.at("ref").isPresent()) {
            beans.requireCall(place);
        }
    }

    private void requireSettings(Place place, String text) {
        SETTING.matcher(text)
                .results()
                .map(found -> found.group(1).strip())
                .filter(key -> !key.startsWith("?") && !key.contains(":"))
                .filter(key -> settings.apply(key).isEmpty())
                .findFirst()
                .ifPresent(key -> {
                    throw place.wrong("there is no setting {{%s}}".formatted(key));
                });
    }

    private void requireBean(Place place, String text) {
        var name = text.startsWith("#") && !text.contains(":") ? text.substring(1) : text;
        if (NAMES_OF_BEANS.contains(place.key()) || text.matches("#\\w[\\w-]*") && place.isBelow("parameters")) {
            if (!name.contains("{{") && !name.contains("$") && !name.contains(":") && !beans.exists(name)) {
                throw place.wrong("there is no bean '%s'".formatted(name));
            }
        }
    }

    private void requireVariables(Place place, String text) {
        if (place.key().equals("expression") && place.isBelow("variable") && text.matches("[\\w-]+")) {
            requireKnown(place, text);
        }
        VARIABLE.matcher(text).results().forEach(found -> {
            requireKnown(place, found.group(1));
            variables.type(found.group(1)).ifPresent(type -> requireProperties(place, type, found.group(2)));
        });
    }

    private void requireKnown(Place place, String variable) {
        if (!variables.areSet(variable) && !isAnnounced(place.file(), variable)) {
            throw place.wrong("no flow sets the variable '%s', and the comment at the top of the file does not name it"
                    .formatted(variable));
        }
    }

    /** Set by callers outside of the flows. */
    private boolean isAnnounced(String name, String variable) {
        return files.stream().filter(file -> file.name().equals(name)).anyMatch(file -> file.announces(variable));
    }

    private static void requireProperties(Place place, Type type, String chain) {
        Properties.follow(type, chain).missing().ifPresent(missing -> {
            throw place.wrong(missing);
        });
    }
}
