package dev.interlude.platform.flows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a flow writes the call of a bean's method: {@code read(${body}, 'direct:x')}.
 *
 * @param arguments empty: written without brackets
 */
record Calls(String method, Optional<List<String>> arguments) {

    static Calls of(String text) {
        var open = text.indexOf('(');
        if (open < 0) {
            return new Calls(text.strip(), Optional.empty());
        }
        var close = text.lastIndexOf(')');
        return new Calls(
                text.substring(0, open).strip(),
                Optional.of(split(text.substring(open + 1, close < open ? text.length() : close))));
    }

    /** The arguments, of which each may contain commas in quotes or brackets. */
    static List<String> split(String arguments) {
        var split = new ArrayList<String>();
        if (arguments == null || arguments.isBlank()) {
            return split;
        }
        var begin = 0;
        var depth = 0;
        var quote = '\0';
        for (var i = 0; i < arguments.length(); i++) {
            var letter = arguments.charAt(i);
            if (quote != '\0') {
                quote = letter == quote ? '\0' : quote;
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else if ("([{".indexOf(letter) >= 0) {
                depth++;
            } else if (")]}".indexOf(letter) >= 0) {
                depth--;
            } else if (letter == ',' && depth == 0) {
                split.add(arguments.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        split.add(arguments.substring(begin).strip());
        return split;
    }
}
