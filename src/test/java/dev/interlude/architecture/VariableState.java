package dev.interlude.architecture;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What is known between two steps: set for sure, allowed to be read, there by whosever doing, set or removed here. */
final class VariableState {
    final Set<String> sure = new HashSet<>();
    final Set<String> known = new HashSet<>();
    final Set<String> present = new HashSet<>();
    final Set<String> left = new HashSet<>();
    final Set<String> cleared = new HashSet<>();
    String operation = "";

    VariableState copy() {
        var copy = new VariableState();
        copy.sure.addAll(sure);
        copy.known.addAll(known);
        copy.present.addAll(present);
        copy.left.addAll(left);
        copy.cleared.addAll(cleared);
        copy.operation = operation;
        return copy;
    }

    void set(String name) {
        sure.add(name);
        known.add(name);
        present.add(name);
        left.add(name);
        cleared.remove(name);
    }

    void remove(String name) {
        sure.remove(name);
        known.add(name);
        present.remove(name);
        left.remove(name);
        cleared.add(name);
    }

    void or(VariableState other) {
        sure.retainAll(other.sure);
        known.retainAll(other.known);
        present.addAll(other.present);
        left.addAll(other.left);
        cleared.retainAll(other.cleared);
    }

    /** Whichever of these ends was reached. */
    void become(List<VariableState> ends) {
        var end = ends.get(0).copy();
        ends.forEach(end::or);
        replace(sure, end.sure);
        replace(known, end.known);
        replace(present, end.present);
        replace(left, end.left);
        replace(cleared, end.cleared);
    }

    private static void replace(Set<String> old, Set<String> other) {
        old.clear();
        old.addAll(other);
    }
}
