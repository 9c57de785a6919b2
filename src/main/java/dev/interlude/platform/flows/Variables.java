package dev.interlude.platform.flows;

import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The variables that flows set, and of which type each is. All flows mean the same by the same name. */
final class Variables {

    private static final Pattern OF_VARIABLE = Pattern.compile("^\\$\\{variable\\.([\\w-]+)([^{}]*)}$");
    private static final Set<String> RECEIVERS = Set.of("variableReceive", "variableSend");

    private final Beans beans;
    private final Map<String, List<Place>> setters;
    private final Set<String> received;
    private final Map<String, Optional<Type>> types = new HashMap<>();

    Variables(List<FlowFile> files, Beans beans) {
        this.beans = beans;
        this.setters = files.stream()
                .flatMap(FlowFile::places)
                .filter(place ->
                        place.key().equals("setVariable") || place.key().equals("variables"))
                .filter(place -> place.at("name").isPresent())
                .collect(Collectors.groupingBy(place -> place.textAt("name")));
        this.received = files.stream()
                .flatMap(FlowFile::places)
                .filter(place -> RECEIVERS.contains(place.key()))
                .flatMap(place -> place.text().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    boolean areSet(String name) {
        return setters.containsKey(name) || received.contains(name);
    }

    /** Empty if it cannot be known, or is not the same wherever it is set. */
    Optional<Type> type(String name) {
        if (types.containsKey(name)) {
            return types.get(name);
        }
        types.put(name, Optional.empty()); // while it is being found out: a variable may be set from itself
        var found = setters.getOrDefault(name, List.of()).stream()
                .map(this::typeSet)
                .distinct()
                .toList();
        var type = found.size() == 1 && !received.contains(name) ? found.get(0) : Optional.<Type>empty();
        types.put(name, type);
        return type;
    }

    private Optional<Type> typeSet(Place setter) {
        var method = setter.at("expression", "method");
        if (method.isPresent()) {
            return beans.returned(method.get());
        }
        var simple = OF_VARIABLE.matcher(setter.textAt("expression", "simple", "expression"));
        if (simple.matches() && setter.at("expression", "simple", "resultType").isEmpty()) {
            return type(simple.group(1))
                    .flatMap(type -> Properties.follow(type, simple.group(2)).type());
        }
        return Optional.empty();
    }
}
