package dev.interlude.ops;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What an expression of Prometheus names: metrics with their matchers, and the labels it groups by. */
record PromQl(List<Selector> selectors, Set<String> grouping) {

    /** {@code name{label="value"}}. */
    record Selector(String metric, List<Matcher> matchers) {}

    /** @param operator {@code =}, {@code !=}, {@code =~} or {@code !~} */
    record Matcher(String label, String operator, String value) {

        /** @param actual empty where the label is missing, as for Prometheus */
        boolean accepts(String actual) {
            return switch (operator) {
                case "=" -> actual.equals(value);
                case "!=" -> !actual.equals(value);
                case "=~" -> actual.matches(value);
                default -> !actual.matches(value);
            };
        }
    }

    private static final Pattern TOKEN = Pattern.compile("\\s+|\\[[^]]*]|[0-9][0-9a-zA-Z.]*|[a-zA-Z_:][a-zA-Z0-9_:]*"
            + "|\"(?:[^\"\\\\]|\\\\.)*\"|=~|!~|!=|==|>=|<=|[-+*/%^<>=(){},]");
    private static final Set<String> GROUPING = Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** @throws IllegalArgumentException when there is something that it does not know */
    static PromQl of(String expression) {
        return new Parser(tokens(expression)).read();
    }

    private static List<String> tokens(String expression) {
        var tokens = new ArrayList<String>();
        var found = TOKEN.matcher(expression);
        var at = 0;
        while (at < expression.length()) {
            if (!found.find(at) || found.start() != at) {
                throw new IllegalArgumentException("not understood: " + expression.substring(at));
            }
            at = found.end();
            if (!found.group().isBlank() && !found.group().startsWith("[")) {
                tokens.add(found.group());
            }
        }
        return tokens;
    }

    private static final class Parser {

        private final List<String> tokens;
        private final List<Selector> selectors = new ArrayList<>();
        private final Set<String> grouping = new LinkedHashSet<>();
        private int at;

        Parser(List<String> tokens) {
            this.tokens = tokens;
        }

        PromQl read() {
            while (at < tokens.size()) {
                var token = tokens.get(at++);
                if (GROUPING.contains(token)) {
                    group();
                } else if (Character.isLetter(token.charAt(0)) && !WORDS.contains(token) && !isCall()) {
                    selectors.add(new Selector(token, next().equals("{") ? matchers() : List.of()));
                }
            }
            return new PromQl(selectors, grouping);
        }

        private String next() {
            return at < tokens.size() ? tokens.get(at) : "";
        }

        private boolean isCall() {
            return next().equals("(") || GROUPING.contains(next());
        }

        private void group() {
            at++;
            while (!next().equals(")")) {
                if (!next().equals(",")) {
                    grouping.add(next());
                }
                at++;
            }
            at++;
        }

        private List<Matcher> matchers() {
            var matchers = new ArrayList<Matcher>();
            at++;
            while (!next().equals("}")) {
                if (next().equals(",")) {
                    at++;
                }
                var quoted = tokens.get(at + 2);
                matchers.add(new Matcher(
                        tokens.get(at),
                        tokens.get(at + 1),
                        quoted.substring(1, quoted.length() - 1).replace("\\\\", "\\")));
                at += 3;
            }
            at++;
            return matchers;
        }
    }
}
