package dev.interlude.platform;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds e-mail addresses in a text, in lower case, like the database's {@code addresses_in}. */
public final class Addresses {

    /** Possessive, so that hostile input cannot cause backtracking. */
    private static final Pattern WORD = Pattern.compile("[^\\[\\]\\s\"<>(),;:{}\\\\\\x00]++");
    /** A longer text is no address, and an index entry has a maximum size. */
    private static final int LONGEST = 320;

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
                addIfShort(found, parts[i] + '@' + parts[i + 1]);
                i++;
            }
        }
    }

    private static void addIfShort(Set<String> found, String address) {
        if (address.codePointCount(0, address.length()) <= LONGEST) {
            found.add(address.toLowerCase(Locale.ROOT));
        }
    }
}
