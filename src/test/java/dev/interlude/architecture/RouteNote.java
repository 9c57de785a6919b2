package dev.interlude.architecture;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables that a route says it needs and leaves, in its note: {@code in: plan, purpose?; out: outcome}. One with a
 * question mark may be missing.
 */
record RouteNote(Set<String> in, Set<String> maybeIn, Set<String> out, Set<String> maybeOut) {

    private static final Pattern IN = Pattern.compile("\\bin: ([^;]*)");
    private static final Pattern OUT = Pattern.compile("\\bout: ([^;]*)");

    static RouteNote of(JsonNode route) {
        var note = route.path("note").asText();
        return new RouteNote(
                names(IN, note, false), names(IN, note, true), names(OUT, note, false), names(OUT, note, true));
    }

    Set<String> allIn() {
        return RouteVariables.union(in, maybeIn);
    }

    Set<String> allOut() {
        return RouteVariables.union(out, maybeOut);
    }

    private static Set<String> names(Pattern kind, String note, boolean maybe) {
        var names = new LinkedHashSet<String>();
        kind.matcher(note)
                .results()
                .flatMap(found ->
                        Pattern.compile(",\\s*").splitAsStream(found.group(1).strip()))
                .forEach(name -> {
                    if (name.endsWith("?") == maybe && !name.isBlank()) {
                        names.add(name.replace("?", ""));
                    }
                });
        return names;
    }
}
