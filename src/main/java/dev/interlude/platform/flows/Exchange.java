package dev.interlude.platform.flows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed routes in the place of the running ones. New requests wait meanwhile, those under way end on the former
 * routes; if they do not end soon, nothing is exchanged for now.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final int SECONDS_TO_STOP = 2;

    private final CamelContext camel;
    private final FlowFolder folder;
    private final FlowGate gate;

    Exchange(CamelContext camel, FlowFolder folder, FlowGate gate) {
        this.camel = camel;
        this.folder = folder;
        this.gate = gate;
    }

    /**
     * @return false if what is under way has not ended: to be tried again
     * @throws FlowsRefused if the new routes do not start; the former ones run again
     */
    boolean to(FlowSet former, FlowSet next) {
        var ending = differing(former, next);
        var beginning = differing(next, former);
        return gate.whileClosed(() -> isIdle(ending), () -> stop(ending) && replace(former, ending, next, beginning));
    }

    private boolean isIdle(Set<String> routes) {
        return routes.stream().allMatch(route -> camel.getInflightRepository().size(route) == 0);
    }

    private boolean stop(Set<String> routes) {
        var stopped = new ArrayList<String>();
        for (var route : routes) {
            if (!stopped(route)) {
                stopped.forEach(this::start);
                return false;
            }
            stopped.add(route);
        }
        return true;
    }

    private boolean stopped(String route) {
        try {
            return camel.getRouteController().stopRoute(route, SECONDS_TO_STOP, TimeUnit.SECONDS, true);
        } catch (Exception e) {
            LOG.warn("Route {} does not stop", route, e);
            return false;
        }
    }

    private void start(String route) {
        try {
            camel.getRouteController().startRoute(route);
        } catch (Exception e) {
            LOG.error("Route {} could not be started again: restart this node", route, e);
        }
    }

    private boolean replace(FlowSet former, Set<String> ending, FlowSet next, Set<String> beginning) {
        try {
            remove(ending);
            add(next, beginning);
            return true;
        } catch (Exception e) {
            putBack(former, ending, beginning);
            throw new FlowsRefused(fileOf(next, beginning), "the routes do not start: " + Rehearsal.reason(e));
        }
    }

    private void putBack(FlowSet former, Set<String> ending, Set<String> beginning) {
        try {
            for (var route : beginning) {
                camel.getRouteController().stopRoute(route, SECONDS_TO_STOP, TimeUnit.SECONDS);
            }
            remove(beginning);
            remove(ending);
            add(former, ending);
        } catch (Exception e) {
            LOG.error("The former flows could not be put back: restart this node", e);
        }
    }

    private void remove(Set<String> routes) throws Exception {
        for (var route : routes) {
            if (camel.getRoute(route) != null) {
                camel.getRouteController().stopRoute(route);
            }
            camel.removeRoute(route);
        }
    }

    private void add(FlowSet flows, Set<String> routes) throws Exception {
        for (var file : flows.files()) {
            var wanted = new HashSet<>(file.routeTexts().keySet());
            wanted.retainAll(routes);
            if (!wanted.isEmpty()) {
                var resource =
                        ResourceHelper.fromString("file:" + folder.path().resolve(file.name()), file.only(wanted));
                for (var builder : PluginHelper.getRoutesLoader(camel).findRoutesBuilders(resource)) {
                    camel.addRoutes(builder);
                    camel.addTemplatedRoutes(builder);
                }
            }
        }
    }

    private static String fileOf(FlowSet flows, Set<String> routes) {
        List<String> files = flows.files().stream()
                .filter(file -> file.routeTexts().keySet().stream().anyMatch(routes::contains))
                .map(FlowFile::name)
                .toList();
        return String.join(", ", files);
    }

    /** The routes of the first that are not in the second, or read otherwise there. */
    private static Set<String> differing(FlowSet first, FlowSet second) {
        var differing = new LinkedHashSet<>(first.routes().keySet());
        differing.removeIf(route ->
                Objects.equals(first.routes().get(route), second.routes().get(route)));
        return differing;
    }
}
