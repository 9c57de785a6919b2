package dev.interlude.platform;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds e-mail addresses in what was written, in lower case; as the database's {@code addresses_in} does. */
public final class Addresses {

    private static final Pattern ADDRESS =
            Pattern.compile("[^\\[\\]\\s\"<>(),;:{}\\\\@]+@[^\\[\\]\\s\"<>(),;:{}\\\\@]+");

    private Addresses() {}

    public static Set<String> in(String text) {
        var found = new TreeSet<String>();
        var match = ADDRESS.matcher(text);
        while (match.find()) {
            found.add(match.group().toLowerCase(Locale.ROOT));
        }
        return found;
    }
}
