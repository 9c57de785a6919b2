package dev.interlude.architecture;

import static dev.interlude.architecture.RouteVariables.minus;
import static dev.interlude.architecture.RouteVariables.union;

import com.fasterxml.jackson.databind.JsonNode;
import dev.interlude.architecture.RouteFile.Route;
import dev.interlude.architecture.RouteVariables.Effects;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** One way through a route, from step to step. */
final class RouteWalk {

    private static final Pattern READ = Pattern.compile("\\bvariable\\.([A-Za-z]\\w*)");
    private static final Set<String> NESTED =
            Set.of("steps", "when", "otherwise", "doCatch", "doFinally", "id", "note", "description");
    private static final String OPERATION = "direct:${variable.operation}";

    private final RouteVariables all;
    private final String id;
    private final JsonNode from;
    private final RouteNote note;
    private final Set<String> read = new HashSet<>();
    private final Set<String> called = new HashSet<>();
    private Set<String> touched = new HashSet<>();
    private Set<String> seen = new HashSet<>();
    private Set<String> given;

    RouteWalk(RouteVariables all, Route route) {
        this.all = all;
        id = route.id();
        from = route.from();
        note = all.notes.get(id);
    }

    void go() {
        var state = new VariableState();
        state.sure.addAll(note.in());
        state.known.addAll(note.allIn());
        state.present.addAll(union(all.found.getOrDefault(id, Set.of()), note.allIn()));
        if (!Set.of("direct", "seda").contains(from.path("uri").asText())) {
            all.report(id, "has no caller who could set ", note.allIn());
        }
        steps(from.path("steps"), state);
        all.report(id, "does not read ", minus(note.allIn(), read));
        all.report(id, "does not always leave ", minus(note.out(), state.sure));
        all.report(id, "never leaves ", minus(note.maybeOut(), union(state.known, state.left)));
        all.effects.put(id, new Effects(Set.copyOf(state.left), Set.copyOf(state.cleared), Set.copyOf(touched), given));
        called.forEach(callee -> all.readByCallers
                .computeIfAbsent(callee, key -> new HashSet<>())
                .addAll(union(read, note.allOut())));
    }

    private void steps(JsonNode steps, VariableState state) {
        for (var step : steps) {
            step.properties().forEach(field -> step(field.getKey(), field.getValue(), state));
        }
    }

    private void step(String kind, JsonNode step, VariableState state) {
        reads(step, state);
        switch (kind) {
            case "setVariable" -> set(step, state);
            case "removeVariable" -> remove(step.path("name").asText(), state);
            case "to", "toD" -> call(step, state);
            case "choice" -> choice(step, state);
            case "doTry" -> attempt(step, state);
            case "loop" -> {
                perhaps(step, state);
                reads(step, state);
                perhaps(step, state);
            }
            case "split" -> split(step, state);
            case "filter", "idempotentConsumer" -> perhaps(step, state);
            default -> steps(step.path("steps"), state);
        }
    }

    /** Each part has variables of its own. */
    private void split(JsonNode step, VariableState state) {
        var touchedBefore = touched;
        var seenBefore = seen;
        touched = new HashSet<>();
        seen = new HashSet<>();
        steps(step.path("steps"), state.copy());
        touched = touchedBefore;
        seen = seenBefore;
    }

    private void perhaps(JsonNode step, VariableState state) {
        var inside = state.copy();
        steps(step.path("steps"), inside);
        state.or(inside);
    }

    private void set(JsonNode step, VariableState state) {
        var name = step.path("name").asText();
        state.set(name);
        touched.add(name);
        seen.add(name);
        if (name.equals("operation")) {
            state.operation = step.at("/expression/constant/expression").asText();
        }
    }

    private void remove(String name, VariableState state) {
        state.remove(name);
        touched.add(name);
    }

    private void choice(JsonNode step, VariableState state) {
        var ends = new ArrayList<VariableState>();
        for (var when : step.path("when")) {
            reads(when, state);
            ends.add(after(when, state));
        }
        ends.add(after(step.path("otherwise"), state));
        state.become(ends);
    }

    private VariableState after(JsonNode branch, VariableState state) {
        var end = state.copy();
        steps(branch.path("steps"), end);
        return end;
    }

    private void attempt(JsonNode step, VariableState state) {
        var touchedBefore = touched;
        var seenBefore = seen;
        touched = new HashSet<>();
        seen = new HashSet<>();
        var done = after(step, state);
        var failed = state.copy();
        failed.sure.removeAll(touched);
        failed.known.removeAll(touched);
        failed.known.addAll(seen);
        failed.present.addAll(touched);
        failed.left.addAll(touched);
        failed.cleared.removeAll(touched);
        touched.addAll(touchedBefore);
        seen.addAll(seenBefore);
        var ends = new ArrayList<>(List.of(done));
        for (var handler : step.path("doCatch")) {
            reads(handler, failed);
            reads(handler.path("onWhen"), failed);
            ends.add(after(handler, failed));
        }
        if (step.has("doFinally")) {
            steps(step.at("/doFinally/steps"), failed.copy());
            ends.forEach(end -> steps(step.at("/doFinally/steps"), end));
        }
        state.become(ends);
    }

    private void call(JsonNode step, VariableState state) {
        var uri = step.path("uri").asText();
        if (uri.equals(OPERATION)) {
            given = given == null ? Set.copyOf(state.sure) : given;
            var ends = all.operations.stream()
                    .filter(all.routes::containsKey)
                    .map(operation -> {
                        var end = state.copy();
                        enter(operation, end);
                        comeBack(operation, end);
                        return end;
                    })
                    .toList();
            if (!ends.isEmpty()) {
                state.become(ends);
            }
            return;
        }
        var target = uri.startsWith("direct:")
                ? uri.substring("direct:".length())
                : step.at("/parameters/name").asText();
        if (all.routes.containsKey(target) && (uri.startsWith("direct") || uri.equals("seda"))) {
            demand(target, state);
            enter(target, state);
            if (!step.at("/parameters/waitForTaskToComplete").asText().equals("Never")) {
                comeBack(target, state);
            }
        }
    }

    /** Whether the caller has what the callee, and the operation that it is to call, need. */
    private void demand(String target, VariableState state) {
        var wanted = all.notes.get(target);
        read.addAll(wanted.allIn());
        all.report(id, "calls %s without ".formatted(target), minus(wanted.in(), state.sure));
        all.report(id, "leaks to %s: ".formatted(target), strays(wanted, state));
        var theirs = all.effects.getOrDefault(target, Effects.NONE).given();
        if (theirs != null) {
            var there = union(state.sure, theirs);
            given = given == null ? Set.copyOf(there) : given;
            if (all.notes.containsKey(state.operation)) {
                all.report(
                        id,
                        "has %s run without ".formatted(state.operation),
                        minus(all.notes.get(state.operation).in(), there));
            }
        }
    }

    private Set<String> strays(RouteNote wanted, VariableState state) {
        var strays = minus(wanted.maybeIn(), state.known);
        strays.retainAll(state.present);
        return strays;
    }

    private void enter(String target, VariableState state) {
        called.add(target);
        all.found.computeIfAbsent(target, key -> new HashSet<>()).addAll(state.present);
    }

    /** Back from a route that was called. */
    private void comeBack(String target, VariableState state) {
        var change = all.effects.getOrDefault(target, Effects.NONE);
        var outs = all.notes.get(target);
        var lost = minus(change.touched(), outs.allOut());
        state.sure.removeAll(change.touched());
        state.known.removeAll(lost);
        state.present.removeAll(change.cleared());
        state.left.removeAll(change.cleared());
        state.cleared.addAll(change.cleared());
        state.present.addAll(change.left());
        state.left.addAll(change.left());
        state.cleared.removeAll(change.left());
        state.sure.addAll(outs.out());
        state.known.addAll(outs.allOut());
        touched.addAll(change.touched());
        seen.addAll(outs.allOut());
    }

    private void reads(JsonNode step, VariableState state) {
        texts(step, text -> READ.matcher(text)
                .results()
                .map(match -> match.group(1))
                .forEach(name -> {
                    read.add(name);
                    if (!state.known.contains(name)) {
                        all.breaches.add(id + " reads what is neither declared nor set before: " + name);
                    }
                }));
    }

    private static void texts(JsonNode node, Consumer<String> reader) {
        if (node.isTextual()) {
            reader.accept(node.asText());
        }
        node.properties().stream()
                .filter(field -> !NESTED.contains(field.getKey()))
                .forEach(field -> texts(field.getValue(), reader));
        if (node.isArray()) {
            node.forEach(item -> texts(item, reader));
        }
    }
}
