package dev.interlude.catalog;

import dev.interlude.platform.Spelling;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One block of {@code key: value} lines of the catalog. Reads values by type; whatever is wrong goes to the
 * {@link Mistakes} and a harmless value is returned, so that reading goes on.
 */
final class Section {

    private static final int MOST_A_DAY = 10_000;

    static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    /** One line of the block: its key where it stands, its value. */
    record Entry(String key, Mark mark, Node value) {

        boolean isEmpty() {
            return value.getTag().equals(Tag.NULL);
        }
    }

    private final String what;
    private final Mark mark;
    private final Mistakes mistakes;
    private final boolean readable;
    private final Map<String, Entry> entries;

    /**
     * @param what the block as a sentence begins with it: {@code service 'perm'}
     * @param mark where to look for it
     */
    Section(Node node, String what, Mark mark, Mistakes mistakes) {
        this.what = what;
        this.mark = mark;
        this.mistakes = mistakes;
        this.readable = node instanceof MappingNode;
        this.entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(line -> add(line.getKeyNode(), line.getValueNode()));
        } else {
            mistakes.at(mark, what + " must be a block of `key: value` lines");
        }
    }

    private Section(String what, Section other) {
        this.what = what;
        this.mark = other.mark;
        this.mistakes = other.mistakes;
        this.readable = other.readable;
        this.entries = other.entries;
    }

    /** The same block under a better name, once its name has been read. */
    Section named(String better) {
        return new Section(better, this);
    }

    private void add(Node key, Node value) {
        if (!(key instanceof ScalarNode text)) {
            mistakes.at(key.getStartMark(), what + " has a key that is not a word; write a plain word");
            return;
        }
        var entry = new Entry(text.getValue(), key.getStartMark(), value);
        var first = entries.putIfAbsent(entry.key(), entry);
        if (first != null) {
            mistakes.at(
                    entry.mark(),
                    "%s has `%s` twice; remove this one or the one in line %d"
                            .formatted(what, entry.key(), first.mark().getLine() + 1));
        }
    }

    String what() {
        return what;
    }

    Mark mark() {
        return mark;
    }

    Section allowing(List<String> known) {
        entries.values().stream()
                .filter(e -> !known.contains(e.key()))
                .forEach(e -> mistakes.at(
                        e.mark(), what + " has the unknown key `" + e.key() + "`; " + Spelling.advice(e.key(), known)));
        return this;
    }

    /** All lines of a block whose keys are ids of the author's choice. */
    Collection<Entry> byId() {
        entries.values().stream().filter(e -> !ID.matcher(e.key()).matches()).forEach(e -> badId(e.mark(), e.key()));
        if (readable && entries.isEmpty()) {
            mistakes.at(mark, what + " is empty; write at least one");
        }
        return entries.values();
    }

    /** The lines of a block whose keys are numbers from 1 on; wrong ones are left out. */
    List<Entry> byNumber(int max, String example) {
        if (readable && entries.isEmpty()) {
            mistakes.at(mark, what + " is empty; write `" + example + "`");
        }
        return entries.values().stream()
                .filter(e -> {
                    var right = e.key().matches("[1-9][0-9]{0,8}") && Integer.parseInt(e.key()) <= max;
                    if (!right) {
                        mistakes.at(
                                e.mark(),
                                "%s has `%s`, which is no number of minutes from 1 to %d; write `%s`"
                                        .formatted(what, e.key(), max, example));
                    }
                    return right;
                })
                .toList();
    }

    /** Whether a line says yes: {@code true} or {@code false}. */
    boolean yes(Entry entry) {
        if (entry.value() instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && List.of("true", "false").contains(scalar.getValue())) {
            return scalar.getValue().equals("true");
        }
        wrong(entry, "true or false", "true");
        return false;
    }

    Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    Optional<Entry> need(String key, String example) {
        var found = find(key);
        if (found.isEmpty() && readable) {
            mistakes.at(mark, what + " has no `" + key + "`; write `" + key + ": " + example + "`");
        }
        return found;
    }

    String text(String key, String example) {
        return need(key, example).map(e -> text(e, example)).orElse(example);
    }

    String text(Entry entry, String example) {
        if (entry.value() instanceof ScalarNode scalar
                && !entry.isEmpty()
                && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        wrong(entry, "a text", example);
        return example;
    }

    String id(String key, String example) {
        return need(key, example).map(e -> id(e, example)).orElse(example);
    }

    String id(Entry entry, String example) {
        var id = text(entry, example);
        if (!ID.matcher(id).matches()) {
            badId(entry.value().getStartMark(), id);
        }
        return id;
    }

    int number(String key, int min, int max, int example) {
        return need(key, "" + example)
                .map(e -> (int) number(e, min, max, example))
                .orElse(example);
    }

    /** How many a day; {@link Service#NO_LIMIT} where the line is left out. */
    int limit(String key) {
        return find(key).map(e -> (int) number(e, 1, MOST_A_DAY, 12)).orElse(Service.NO_LIMIT);
    }

    long number(Entry entry, long min, long max, long example) {
        // Up to 18 digits always fit a long; anything longer is out of every range here.
        if (entry.value() instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().matches("-?[0-9]{1,18}")) {
            long number = Long.parseLong(scalar.getValue());
            if (number < min || number > max) {
                mistakes.at(
                        entry.value().getStartMark(),
                        "%s has `%s: %d`; write a whole number from %d to %d"
                                .formatted(what, entry.key(), number, min, max));
                return example;
            }
            return number;
        }
        wrong(entry, "a whole number", "" + example);
        return example;
    }

    /**
     * An amount of money, exactly as written.
     *
     * @param digits how many it may have behind the point
     */
    String amount(Entry entry, int digits) {
        var behind = digits == 0 ? "" : "([.][0-9]{1,%d})?".formatted(digits);
        if (entry.value() instanceof ScalarNode scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().matches("[0-9]{1,9}" + behind)) {
            return scalar.getValue();
        }
        wrong(entry, "an amount", digits == 0 ? "45" : "45." + "0".repeat(digits));
        return "0";
    }

    /** @param most in minutes */
    Span span(Entry entry, long most, String example) {
        var span = entry.value() instanceof ScalarNode scalar ? Span.parsed(scalar.getValue()) : Optional.<Span>empty();
        if (span.isEmpty()) {
            wrong(entry, "minutes, hours or days", example);
        } else if (span.get().minutes() > most) {
            mistakes.at(
                    entry.value().getStartMark(),
                    "%s has `%s` of %s; write at most %dd".formatted(what, entry.key(), span.get(), most / (24 * 60)));
        }
        return span.or(() -> Span.parsed(example)).orElseThrow();
    }

    /** One of an enum's words, written small and with dashes. */
    <E extends Enum<E>> E oneOf(Entry entry, E usual) {
        var known = new LinkedHashMap<String, E>();
        for (var value : usual.getDeclaringClass().getEnumConstants()) {
            known.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
        }
        var text = text(entry, known.keySet().iterator().next());
        if (!known.containsKey(text)) {
            mistakes.at(
                    entry.value().getStartMark(),
                    "%s has the unknown %s '%s'; %s"
                            .formatted(what, entry.key(), text, Spelling.advice(text, known.keySet())));
        }
        return known.getOrDefault(text, usual);
    }

    List<Node> list(String key) {
        return need(key, "[ { key: cut, .. } ]")
                .map(e -> {
                    if (e.value() instanceof SequenceNode sequence
                            && !sequence.getValue().isEmpty()) {
                        return sequence.getValue();
                    }
                    wrong(e, "a list", "[ { key: cut, .. } ]");
                    return List.<Node>of();
                })
                .orElse(List.of());
    }

    private void wrong(Entry entry, String type, String example) {
        mistakes.at(
                entry.value().getStartMark(),
                "%s needs %s as `%s`; write `%s: %s`".formatted(what, type, entry.key(), entry.key(), example));
    }

    private void badId(Mark where, String id) {
        mistakes.at(
                where,
                "%s has the name '%s'; write small letters, digits and dashes, a letter first, such as '%s'"
                        .formatted(what, id, proposal(id)));
    }

    private static String proposal(String id) {
        var tame = id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[0-9-]+|-+$", "");
        return tame.isEmpty() ? "colour-and-style" : tame;
    }
}
