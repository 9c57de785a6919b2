package dev.interlude.platform.flows;

import dev.interlude.platform.CalledRoute;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.DefaultProcessorFactory;
import org.apache.camel.reifier.RouteReifier;
import org.apache.camel.saga.InMemorySagaService;
import org.apache.camel.spi.ProcessorFactory;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Tries all flows before any of them runs: what they say of one another and of our beans is checked, then Camel builds them
 * in a context of its own, with the running server's beans and settings, and starts none.
 */
final class Rehearsal {

    private final CamelContext running;

    Rehearsal(CamelContext running) {
        this.running = running;
    }

    /**
     * @param texts all flows there will be, by their file
     * @param changed the files that are to blame when two do not agree
     * @throws FlowsRefused with the file, the line and what is wrong there
     */
    List<FlowFile> play(Map<String, String> texts, Set<String> changed) {
        var files = check(texts, changed);
        build(files);
        return files;
    }

    /** The same without Camel's part. */
    List<FlowFile> check(Map<String, String> texts, Set<String> changed) {
        var files = FlowFile.all(texts).stream()
                .sorted(Comparator.comparing((FlowFile file) -> changed.contains(file.name()))
                        .thenComparing(FlowFile::name))
                .toList();
        new Wiring(files, this::resolved, running.getRegistry().findByType(CalledRoute.class)).check();
        new Endpoints(files, running).check();
        new Expressions(files, this::setting, new Beans(running.getRegistry())).check();
        return files;
    }

    private Optional<String> setting(String key) {
        return running.getPropertiesComponent().resolveProperty(key);
    }

    private String resolved(String text) {
        return running.resolvePropertyPlaceholders(text);
    }

    private void build(List<FlowFile> files) {
        var stage = stage();
        try {
            files.stream()
                    .sorted(Comparator.comparing(file -> !file.hasTemplates()))
                    .forEach(file -> read(stage, file));
            var factory = (LastStep) stage.getCamelContextExtension().getContextPlugin(ProcessorFactory.class);
            stage.getRouteDefinitions().forEach(route -> build(stage, route, factory));
        } finally {
            // Never started, so nothing is stopped: a stop would reach beans that the running server uses.
            stage.getRouteDefinitions().clear();
        }
    }

    private ModelCamelContext stage() {
        try {
            var stage = new DefaultCamelContext(new DefaultRegistry(new Shadow(running.getRegistry())));
            stage.disableJMX();
            // The scheduler notes each context by its name; so it notes one, however often is rehearsed.
            stage.getCamelContextExtension().setName("rehearsal");
            stage.getPropertiesComponent().addPropertiesSource(new RunningSettings(running));
            stage.getRegistry().bind("rehearsed", new InMemorySagaService());
            stage.getCamelContextExtension().addContextPlugin(ProcessorFactory.class, new LastStep());
            stage.build();
            return stage;
        } catch (Exception e) {
            throw new IllegalStateException("No context to rehearse flows in", e);
        }
    }

    private static void read(ModelCamelContext stage, FlowFile file) {
        try {
            for (var builder : PluginHelper.getRoutesLoader(stage)
                    .findRoutesBuilders(ResourceHelper.fromString("file:" + file.name(), file.text()))) {
                stage.addRoutes(builder);
                stage.addTemplatedRoutes(builder);
            }
        } catch (Exception e) {
            throw UnreadableFlow.refused(file, e);
        }
    }

    private static void build(ModelCamelContext stage, RouteDefinition route, LastStep factory) {
        factory.last = route;
        try {
            stage.getPropertiesComponent().setLocalProperties(parameters(route));
            new RouteReifier(stage, route).createRoute();
        } catch (Exception e) {
            var where = factory.last.getLineNumber() > 0 ? factory.last : route;
            throw new FlowsRefused(route.getLocation().replaceFirst("^file:", ""), where.getLineNumber(), reason(e));
        } finally {
            stage.getPropertiesComponent().setLocalProperties(null);
        }
    }

    /** What a route's template was given. */
    private static Properties parameters(RouteDefinition route) {
        var parameters = new Properties();
        if (route.getTemplateParameters() != null) {
            parameters.putAll(route.getTemplateParameters());
        }
        return parameters;
    }

    /** What the deepest cause says. */
    static String reason(Throwable failure) {
        var reason = failure.getClass().getSimpleName();
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClassNotFoundException) {
                return "there is no class " + cause.getMessage();
            }
            reason = cause.getMessage() == null ? reason : cause.getMessage();
        }
        return reason;
    }

    /** Remembers which step Camel was building last. */
    private static final class LastStep extends DefaultProcessorFactory {

        private NamedNode last;

        @Override
        public Processor createProcessor(Route route, NamedNode definition) throws Exception {
            last = definition;
            return super.createProcessor(route, definition);
        }

        @Override
        public Processor createChildProcessor(Route route, NamedNode definition, boolean mandatory) throws Exception {
            last = definition;
            return super.createChildProcessor(route, definition, mandatory);
        }
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
