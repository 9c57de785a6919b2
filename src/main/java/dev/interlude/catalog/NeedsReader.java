package dev.interlude.catalog;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads which resources a segment and the pause after it need. */
final class NeedsReader {

    private final Set<String> known;
    private final Mistakes mistakes;

    NeedsReader(Set<String> known, Mistakes mistakes) {
        this.known = known;
        this.mistakes = mistakes;
    }

    Needs needs(Section segment) {
        return new Needs(
                segment.find("needs").map(e -> kinds(segment.what(), e)).orElse(Set.of()),
                segment.find("pauseAfter").map(e -> ofPause(segment, e)).orElse(Set.of()));
    }

    /** Whatever else is wrong with the pause is found where its minutes are read. */
    private Set<String> ofPause(Section segment, Section.Entry entry) {
        if (!(entry.value() instanceof MappingNode)) {
            return Set.of();
        }
        var what = "the pause after " + segment.what();
        return new Section(entry.value(), what, entry.mark(), new Mistakes(null))
                .find("needs")
                .map(e -> kinds(what, e))
                .orElse(Set.of());
    }

    /** The kinds that a `needs` names: a list, or one alone. */
    private Set<String> kinds(String what, Section.Entry entry) {
        var needs = new TreeSet<String>();
        for (var node : ResourceReader.listed(entry.value())) {
            var kind = node instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (known.isEmpty()) {
                mistakes.at(
                        node.getStartMark(),
                        "%s needs '%s', and the catalog has no `resources`; write `resources: { %s: { count: 1 } }` beside `staff`"
                                .formatted(what, kind, Section.ID.matcher(kind).matches() ? kind : "chair"));
            } else if (!known.contains(kind)) {
                mistakes.at(
                        node.getStartMark(),
                        "%s needs '%s', which is not in `resources`; write one of %s"
                                .formatted(what, kind, String.join(", ", known)));
            } else if (!needs.add(kind)) {
                mistakes.at(node.getStartMark(), "%s needs '%s' twice; name it once".formatted(what, kind));
            }
        }
        return Collections.unmodifiableSet(needs);
    }
}
