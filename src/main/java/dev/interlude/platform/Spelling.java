package dev.interlude.platform;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Suggests the known word that was probably meant. */
public final class Spelling {

    private Spelling() {}

    /** The known word fewest keystrokes away, if it is near enough to have been meant. */
    public static Optional<String> nearest(String written, Collection<String> known) {
        return known.stream()
                .min(Comparator.<String>comparingInt(word -> distance(written, word))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(word -> distance(written, word) <= Math.max(2, word.length() / 3));
    }

    /** The suggestion: the nearest known word, else all of them in order. */
    public static String advice(String written, Collection<String> known) {
        return nearest(written, known)
                .map(word -> "write '" + word + "'")
                .orElseGet(() -> "write one of " + String.join(", ", known));
    }

    /** Insertions, deletions and replacements that turn one word into the other, case aside (Levenshtein). */
    private static int distance(String one, String other) {
        var a = one.toLowerCase(Locale.ROOT);
        var b = other.toLowerCase(Locale.ROOT);
        var above = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[b.length()];
    }
}
