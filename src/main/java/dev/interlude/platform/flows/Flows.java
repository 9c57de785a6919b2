package dev.interlude.platform.flows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets files of flows that were changed on disk take the place of the running ones, all that changed together: read twice
 * alike (nobody is writing any more), rehearsed, then exchanged. What is wrong changes nothing and is reported.
 */
public final class Flows {

    private static final Logger LOG = LoggerFactory.getLogger(Flows.class);

    private final CamelContext camel;
    private final FlowFolder folder;
    private final Rehearsal rehearsal;
    private SortedMap<String, String> running;
    private SortedMap<String, String> lastSeen;
    private volatile String trouble;

    Flows(CamelContext camel, FlowFolder folder) {
        this.camel = camel;
        this.folder = folder;
        this.rehearsal = new Rehearsal(camel);
    }

    /** One look at the folder; the first one only remembers what the server was started with. */
    public synchronized void look() {
        var seen = folder.read();
        if (running == null) {
            running = seen;
        } else if (seen.equals(running)) {
            trouble = null;
        } else if (seen.equals(lastSeen) && trouble == null) {
            exchange(seen);
        } else if (!seen.equals(lastSeen)) {
            trouble = null;
        }
        lastSeen = seen;
    }

    /** What is wrong with the files on disk; empty while they are what runs, or are about to be. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void exchange(SortedMap<String, String> wanted) {
        var files = changed(running, wanted);
        try {
            requireReplaceable(files, wanted);
            replace(files, wanted, vanished(rehearsal.play(wanted)));
            LOG.info("Flows changed: {}", files);
            running = wanted;
        } catch (FlowsRefused e) {
            trouble = e.getMessage();
            LOG.error("Changed flows are refused, the former ones go on: {}", trouble);
        }
    }

    /** What looks for changes cannot stop itself, and what all flows share is read once. */
    private void requireReplaceable(Set<String> files, Map<String, String> texts) {
        for (var file : files) {
            var both = texts.getOrDefault(file, "") + running.getOrDefault(file, "");
            if (both.contains("method: look") || both.contains("- routeConfiguration:")) {
                throw new FlowsRefused(file, new IllegalArgumentException("a change of this file needs a restart"));
            }
        }
    }

    private void replace(Set<String> files, Map<String, String> wanted, Set<String> vanished) {
        try {
            update(files, wanted);
            remove(vanished);
        } catch (Exception e) {
            try {
                update(files, running);
            } catch (Exception again) {
                e.addSuppressed(again);
                LOG.error("The former flows could not be put back: restart this node", again);
            }
            throw new FlowsRefused(files.toString(), e);
        }
    }

    private void update(Set<String> files, Map<String, String> texts) throws Exception {
        var resources = new ArrayList<Resource>();
        for (var file : files) {
            if (texts.containsKey(file)) {
                resources.add(ResourceHelper.fromString("file:" + file, texts.get(file)));
            }
        }
        PluginHelper.getRoutesLoader(camel).updateRoutes(resources);
    }

    private void remove(Set<String> vanished) throws Exception {
        for (var route : vanished) {
            camel.getRouteController().stopRoute(route);
            camel.removeRoute(route);
        }
    }

    /** The routes of the running files that will be in none. */
    private Set<String> vanished(Map<String, Set<String>> wanted) {
        var vanished = new HashSet<String>();
        rehearsal.play(running).values().forEach(vanished::addAll);
        wanted.values().forEach(vanished::removeAll);
        return vanished;
    }

    private static Set<String> changed(SortedMap<String, String> from, SortedMap<String, String> to) {
        var changed = new TreeSet<>(from.keySet());
        changed.addAll(to.keySet());
        changed.removeIf(file -> Objects.equals(from.get(file), to.get(file)));
        return changed;
    }
}
