package dev.interlude.platform.flows;

import java.util.OptionalInt;

/** How a flow writes the call of a bean's method: {@code read(${body}, 'direct:x')}. */
record Calls(String method, OptionalInt arguments) {

    static Calls of(String text) {
        var open = text.indexOf('(');
        if (open < 0) {
            return new Calls(text.strip(), OptionalInt.empty());
        }
        var close = text.lastIndexOf(')');
        return new Calls(
                text.substring(0, open).strip(),
                OptionalInt.of(count(text.substring(open + 1, close < open ? text.length() : close))));
    }

    /** How many arguments there are, of which each may contain commas in quotes or brackets. */
    static int count(String arguments) {
        if (arguments == null || arguments.isBlank()) {
            return 0;
        }
        var count = 1;
        var depth = 0;
        var quote = '\0';
        for (var letter : arguments.toCharArray()) {
            if (quote != '\0') {
                quote = letter == quote ? '\0' : quote;
            } else if (letter == '\'' || letter == '"') {
                quote = letter;
            } else if ("([{".indexOf(letter) >= 0) {
                depth++;
            } else if (")]}".indexOf(letter) >= 0) {
                depth--;
            } else if (letter == ',' && depth == 0) {
                count++;
            }
        }
        return count;
    }
}
