package dev.interlude.platform.flows;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.spi.EndpointUriFactory;

/** Checks what Camel only detects when a message arrives: endpoints created then, and missing error handling. */
final class Endpoints {

    private static final Set<String> STEPS = Set.of("from", "to", "toD", "wireTap");

    private final List<FlowFile> files;
    private final CamelContext camel;

    Endpoints(List<FlowFile> files, CamelContext camel) {
        this.files = files;
        this.camel = camel;
    }

    void check() {
        STEPS.stream().flatMap(this::places).forEach(this::requireComponent);
        new Options(files, camel).check();
        var configurations = Stream.concat(
                        places("routeConfiguration").map(configuration -> configuration.textAt("id")),
                        ((ModelCamelContext) camel)
                                .getRouteConfigurationDefinitions().stream().map(RouteConfigurationDefinition::getId))
                .collect(Collectors.toSet());
        places("routeConfigurationId").forEach(wanted -> requireOneOf(configurations, wanted));
    }

    private Stream<Place> places(String key) {
        return files.stream()
                .flatMap(FlowFile::places)
                .filter(place -> place.key().equals(key) && !place.isBelow("parameters"));
    }

    private static void requireOneOf(Set<String> configurations, Place wanted) {
        var id = wanted.text().orElse("");
        if (id.matches("[\\w-]+") && !configurations.contains(id)) {
            throw wanted.wrong("there is no route configuration '%s'".formatted(id));
        }
    }

    private void requireComponent(Place step) {
        var scheme = scheme(step);
        if (!scheme.isEmpty() && camel.getComponent(scheme, false, false) == null && factory(scheme) == null) {
            throw step.at("uri").orElse(step).wrong("there is no component '%s'".formatted(scheme));
        }
    }

    private EndpointUriFactory factory(String scheme) {
        return camel.getCamelContextExtension().getEndpointUriFactory(scheme);
    }

    /** Empty if it is not written out. */
    private static String scheme(Place step) {
        var scheme = step.at("uri").orElse(step).text().orElse("").replaceAll("[:?].*", "");
        return scheme.matches("[a-z][a-z0-9-]*") ? scheme : "";
    }
}
