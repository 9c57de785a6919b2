package dev.interlude.platform.flows;

import dev.interlude.platform.Spelling;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;

/**
 * Whether each endpoint's component knows the options that a step gives it. Camel takes an unknown option of a lenient
 * component, as http is, for a query parameter of the address, and looks at those of a dynamic step only when a message comes.
 */
final class Options {

    private static final Set<String> STEPS =
            Set.of("from", "to", "toD", "wireTap", "poll", "enrich", "pollEnrich", "recipientList");
    /** A shorter name is near to many. */
    private static final int SHORTEST_MISSPELLED = 5;

    private final List<FlowFile> files;
    private final CamelContext camel;
    private final Map<String, Optional<Known>> byScheme = new HashMap<>();

    Options(List<FlowFile> files, CamelContext camel) {
        this.files = files;
        this.camel = camel;
    }

    /** What a component knows: the options of its endpoints, and its own, some of which an endpoint takes too. */
    private record Known(Set<String> names, Collection<String> prefixes, boolean lenient) {

        boolean has(String option) {
            return option.isEmpty()
                    || names.contains(option)
                    || prefixes.stream().anyMatch(option::startsWith);
        }

        /** In an address, a lenient component passes on what is none of its options, unless it looks like one. */
        boolean passesOn(String option) {
            return lenient
                    && (option.length() < SHORTEST_MISSPELLED
                            || Spelling.nearest(option, names)
                                    .filter(near -> Math.abs(near.length() - option.length()) <= 2)
                                    .isEmpty());
        }

        String unknown(String option) {
            return " has no option '%s'%s"
                    .formatted(
                            option,
                            Spelling.nearest(option, names)
                                    .map("; did you mean '%s'?"::formatted)
                                    .orElse(lenient ? "; write query parameters into the header CamelHttpQuery" : ""));
        }
    }

    void check() {
        files.stream()
                .flatMap(file -> file.root().children())
                .flatMap(Place::children)
                .forEach(this::checkRoute);
    }

    private void checkRoute(Place route) {
        route.all()
                .filter(place -> STEPS.contains(place.key()) && !place.isBelow("parameters"))
                .forEach(step -> checkStep(route, step));
    }

    private void checkStep(Place route, Place step) {
        var address = address(step);
        var uri = address.text().orElse("");
        var scheme = uri.replaceAll("[:?].*", "");
        var options = scheme.matches("[a-z][a-z0-9-]*")
                ? byScheme.computeIfAbsent(scheme, this::knownTo)
                : Optional.<Known>empty();
        options.ifPresent(known -> {
            var name = step.textAt("id").isEmpty() ? step.key() : step.textAt("id");
            var where = "step %s of route %s: the component '%s'".formatted(name, route.textAt("id"), scheme);
            step.at("parameters").stream()
                    .flatMap(Place::children)
                    .filter(option -> !known.has(option.key()))
                    .findFirst()
                    .ifPresent(option -> {
                        throw option.wrong(where + known.unknown(option.key()));
                    });
            query(uri)
                    .filter(option -> !known.has(option) && !known.passesOn(option))
                    .findFirst()
                    .ifPresent(option -> {
                        throw address.wrong(where + known.unknown(option));
                    });
        });
    }

    private Optional<Known> knownTo(String scheme) {
        var context = camel.getCamelContextExtension();
        return Optional.ofNullable(context.getEndpointUriFactory(scheme)).map(factory -> {
            var names = new HashSet<>(factory.propertyNames());
            if (factory.isLenientProperties()) {
                names.addAll(ownOptions(scheme));
            }
            return new Known(names, factory.multiValuePrefixes().values(), factory.isLenientProperties());
        });
    }

    /** Of a component that is made for it and never started. */
    private List<String> ownOptions(String scheme) {
        try {
            var component = PluginHelper.getComponentResolver(camel.getCamelContextExtension())
                    .resolveComponent(scheme, camel);
            return component == null
                    ? List.of()
                    : Stream.of(component.getClass().getMethods())
                            .filter(method -> method.getParameterCount() == 1)
                            .map(Method::getName)
                            .filter(name -> name.matches("set[A-Z].+"))
                            .map(name -> name.substring(3, 4).toLowerCase(Locale.ROOT) + name.substring(4))
                            .toList();
        } catch (Exception e) {
            throw new IllegalStateException("The component " + scheme + " cannot be looked at", e);
        }
    }

    private static Place address(Place step) {
        return Stream.of(
                        step.at("uri"),
                        step.at("expression", "constant", "expression"),
                        step.at("expression", "simple", "expression"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(step);
    }

    /** The names of the options behind the question mark. */
    private static Stream<String> query(String uri) {
        var mark = uri.indexOf('?');
        return mark < 0
                ? Stream.empty()
                : Stream.of(uri.substring(mark + 1).split("&"))
                        .map(option -> option.replaceAll("=.*", ""))
                        .filter(option -> option.matches("[A-Za-z][\\w.-]*"));
    }
}
