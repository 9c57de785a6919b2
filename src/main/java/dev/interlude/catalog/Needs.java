package dev.interlude.catalog;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a segment needs beside its person: one unit of each kind of {@link Resource}.
 *
 * @param during while the person works
 * @param inPause in the pause after it, while the person is free
 */
public record Needs(Set<String> during, Set<String> inPause) {

    public static final Needs NONE = new Needs(Set.of(), Set.of());

    public boolean isNone() {
        return during.isEmpty() && inPause.isEmpty();
    }

    Set<String> all() {
        var all = new TreeSet<>(during);
        all.addAll(inPause);
        return all;
    }
}
