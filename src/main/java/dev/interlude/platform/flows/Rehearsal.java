package dev.interlude.platform.flows;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.reifier.RouteReifier;
import org.apache.camel.saga.InMemorySagaService;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Builds all flows in a context of its own, with the running server's beans and settings, and starts none: what Camel cannot
 * read or resolve shows here, not in the running server.
 */
final class Rehearsal {

    private final CamelContext running;

    Rehearsal(CamelContext running) {
        this.running = running;
    }

    /**
     * @param texts all flows there will be, by their file
     * @return the ids of the routes of each file
     * @throws FlowsRefused with the file and what is wrong in it
     */
    Map<String, Set<String>> play(Map<String, String> texts) {
        var stage = stage();
        try {
            var ids = texts.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, file -> read(stage, file.getKey(), file.getValue())));
            stage.getRouteDefinitions().forEach(route -> build(stage, route));
            requireTargets(stage);
            return ids;
        } finally {
            // Never started, so nothing is stopped: a stop would reach beans that the running server uses.
            stage.getRouteDefinitions().clear();
        }
    }

    private ModelCamelContext stage() {
        try {
            var stage = new DefaultCamelContext(new DefaultRegistry(new Shadow(running.getRegistry())));
            stage.disableJMX();
            stage.getPropertiesComponent().addPropertiesSource(new RunningSettings(running));
            stage.getRegistry().bind("rehearsed", new InMemorySagaService());
            stage.build();
            return stage;
        } catch (Exception e) {
            throw new IllegalStateException("No context to rehearse flows in", e);
        }
    }

    private static Set<String> read(ModelCamelContext stage, String file, String text) {
        var before = ids(stage);
        try {
            for (var builder : PluginHelper.getRoutesLoader(stage)
                    .findRoutesBuilders(ResourceHelper.fromString("file:" + file, text))) {
                stage.addRoutes(builder);
            }
        } catch (Exception e) {
            throw new FlowsRefused(file, e);
        }
        var added = ids(stage);
        added.removeAll(before);
        return added;
    }

    private static void build(ModelCamelContext stage, RouteDefinition route) {
        try {
            new RouteReifier(stage, route).createRoute();
        } catch (Exception e) {
            throw new FlowsRefused("route " + route.getRouteId(), e);
        }
    }

    /** A message to a route that does not exist would wait for it, and fail. */
    private static void requireTargets(ModelCamelContext stage) {
        var doors = stage.getRouteDefinitions().stream()
                .map(route -> door(route.getInput().getEndpointUri()))
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        for (var route : stage.getRouteDefinitions()) {
            sends(route)
                    .map(to -> door(to.getEndpointUri()))
                    .flatMap(Optional::stream)
                    .filter(door -> !doors.contains(door))
                    .findFirst()
                    .ifPresent(door -> {
                        throw new FlowsRefused(
                                "route " + route.getRouteId(),
                                new IllegalArgumentException("no route listens to " + door));
                    });
        }
    }

    private static Stream<ToDefinition> sends(ProcessorDefinition<?> step) {
        var own = step instanceof ToDefinition to ? Stream.of(to) : Stream.<ToDefinition>empty();
        return Stream.concat(own, step.getOutputs().stream().flatMap(Rehearsal::sends));
    }

    private static Optional<String> door(String uri) {
        return Optional.of(uri.replace("://", ":").replaceAll("\\?.*", ""))
                .filter(door -> door.startsWith("direct:") || door.startsWith("seda:"));
    }

    private static Set<String> ids(ModelCamelContext stage) {
        return stage.getRouteDefinitions().stream()
                .map(RouteDefinition::getRouteId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private record RunningSettings(CamelContext running) implements PropertiesSource {

        @Override
        public String getName() {
            return "running";
        }

        @Override
        public String getProperty(String name) {
            return running.getPropertiesComponent().resolveProperty(name).orElse(null);
        }
    }
}
