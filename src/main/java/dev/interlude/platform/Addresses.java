package dev.interlude.platform;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds e-mail addresses in what was written, in lower case; as the database's {@code addresses_in} does. */
public final class Addresses {

    /** Never given back: what strangers send is read once, however it is made. */
    private static final Pattern WORD = Pattern.compile("[^\\[\\]\\s\"<>(),;:{}\\\\]++");

    private Addresses() {}

    public static Set<String> in(String text) {
        var found = new TreeSet<String>();
        if (text.indexOf('@') >= 0) {
            WORD.matcher(text).results().forEach(word -> addAddresses(found, word.group()));
        }
        return found;
    }

    private static void addAddresses(Set<String> found, String word) {
        var parts = word.split("@", -1);
        for (int i = 0; i + 1 < parts.length; i++) {
            if (!parts[i].isEmpty() && !parts[i + 1].isEmpty()) {
                found.add((parts[i] + '@' + parts[i + 1]).toLowerCase(Locale.ROOT));
                i++;
            }
        }
    }
}
