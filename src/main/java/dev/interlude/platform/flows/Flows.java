package dev.interlude.platform.flows;

import dev.interlude.platform.start.StartRefused;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets files of flows that were changed on disk take the place of the running ones, all that changed together: read twice
 * alike (the write is complete), rehearsed, then exchanged. What is wrong changes nothing and is reported.
 */
public final class Flows {

    private static final Logger LOG = LoggerFactory.getLogger(Flows.class);

    private final FlowFolder folder;
    private final Rehearsal rehearsal;
    private final Exchange exchange;
    private SortedMap<String, String> running;
    private SortedMap<String, String> lastSeen;
    private SortedMap<String, String> refused;
    private SortedMap<String, String> rehearsed;
    private volatile String trouble;
    private volatile Instant troubleSince;

    Flows(CamelContext camel, FlowFolder folder, FlowGate gate) {
        this.folder = folder;
        this.rehearsal = new Rehearsal(camel);
        this.exchange = new Exchange(camel, folder, gate);
    }

    /** Checks what the server is about to start with. Camel builds it right after that; see {@link #whyNotBuilt}. */
    synchronized void requireUsable() {
        try {
            var read = folder.read();
            rehearsal.check(read, Set.of());
            running = read;
        } catch (FlowsRefused e) {
            throw refused(e);
        }
    }

    /** What is wrong with the flows that Camel could not start with, with file and line; empty if they are not to blame. */
    synchronized Optional<StartRefused> whyNotBuilt() {
        try {
            rehearsal.play(folder.read(), Set.of());
            return Optional.empty();
        } catch (FlowsRefused e) {
            return Optional.of(refused(e));
        }
    }

    private StartRefused refused(FlowsRefused why) {
        return new StartRefused("The flows in %s cannot be used: %s".formatted(folder.path(), why.getMessage()), why);
    }

    /** One look at the folder; without a rehearsal before, the first one only remembers what is there. */
    public synchronized void look() {
        try {
            var read = folder.read();
            if (running == null) {
                running = read;
            } else if (read.equals(running)) {
                trouble = null;
                refused = null;
            } else if (read.equals(lastSeen) && !read.equals(refused)) {
                take(read);
            }
            lastSeen = read;
        } catch (FlowsRefused e) {
            report(e);
            lastSeen = null;
        }
    }

    /** The error in the files on disk; empty if they are running or about to run. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** When the last trouble was found. */
    Instant troubleSince() {
        return troubleSince;
    }

    private void take(SortedMap<String, String> wanted) {
        var files = changed(running, wanted);
        try {
            if (!wanted.equals(rehearsed)) {
                requireReplaceable(files, wanted);
                rehearsal.play(wanted, files).stream()
                        .filter(file -> running.containsKey(file.name()))
                        .forEach(file -> file.requireNotCutShort(running.get(file.name())));
                rehearsed = wanted;
            }
            if (exchange.to(FlowSet.of(running), FlowSet.of(wanted))) {
                LOG.info("Flows changed: {}", files);
                running = wanted;
                trouble = null;
                refused = null;
            }
        } catch (FlowsRefused e) {
            refused = wanted;
            report(e);
        }
    }

    private void report(FlowsRefused why) {
        if (!why.getMessage().equals(trouble)) {
            troubleSince = Instant.now();
            trouble = why.getMessage();
            LOG.error("Changed flows are refused, the former ones go on: {}", trouble);
        }
    }

    /** The watcher's own flow cannot be exchanged, and shared definitions are read only once. */
    private void requireReplaceable(Set<String> files, SortedMap<String, String> wanted) {
        for (var file : files) {
            for (var texts : List.of(running, wanted)) {
                if (texts.containsKey(file)) {
                    var read = FlowFile.read(file, texts.get(file));
                    read.others().findFirst().ifPresent(other -> {
                        throw other.wrong("a change of a file with a '%s' needs a restart".formatted(other.key()));
                    });
                    read.places()
                            .filter(place -> place.key().equals("bean"))
                            .filter(bean -> bean.textAt("ref").equals("flows"))
                            .findFirst()
                            .ifPresent(bean -> {
                                throw bean.wrong("a change of this file needs a restart");
                            });
                }
            }
        }
    }

    private static Set<String> changed(SortedMap<String, String> from, SortedMap<String, String> to) {
        var changed = new TreeSet<>(from.keySet());
        changed.addAll(to.keySet());
        changed.removeIf(file -> Objects.equals(from.get(file), to.get(file)));
        return changed;
    }
}
