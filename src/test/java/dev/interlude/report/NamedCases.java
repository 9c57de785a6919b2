package dev.interlude.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The cases that the guide names, in {@code calcom-cases.txt}: {@code Suite case}, one a line.
 *
 * @param suites by simple name, in the guide's order
 */
record NamedCases(Map<String, Set<String>> suites) {

    private static final String PACKAGE = "dev.interlude.suites.";

    static NamedCases read() {
        try (var file = NamedCases.class.getResourceAsStream("/calcom-cases.txt")) {
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static NamedCases of(List<String> lines) {
        var suites = new LinkedHashMap<String, Set<String>>();
        lines.stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> line.split("\\s+"))
                .forEach(words -> suites.computeIfAbsent(words[0], name -> new LinkedHashSet<>())
                        .add(words[1]));
        return new NamedCases(suites);
    }

    int count() {
        return suites.values().stream().mapToInt(Set::size).sum();
    }

    /** The guide's suites in its order, each with all its cases, then the others by name. */
    List<SuiteResult> with(List<SuiteResult> ran) {
        var all = new ArrayList<SuiteResult>();
        suites.forEach((name, cases) -> all.add(complete(
                name,
                cases,
                ran.stream()
                        .filter(suite -> suite.name().equals(name))
                        .findFirst()
                        .orElse(null))));
        ran.stream()
                .filter(suite -> !suites.containsKey(suite.name()))
                .sorted(java.util.Comparator.comparing(SuiteResult::type))
                .forEach(all::add);
        return all;
    }

    private static SuiteResult complete(String name, Set<String> named, SuiteResult ran) {
        var type = ran == null ? PACKAGE + name : ran.type();
        var results = ran == null ? List.<CaseResult>of() : ran.cases();
        var reason = whyNot(results);
        var rows = new ArrayList<CaseResult>();
        for (var method : named) {
            var ofMethod =
                    results.stream().filter(one -> one.method().equals(method)).toList();
            if (ofMethod.isEmpty()) {
                rows.add(CaseResult.notRun(method, Sentences.of(type, method), reason));
            }
            ofMethod.forEach(one -> rows.add(one.asNamed()));
        }
        results.stream()
                .filter(one -> !named.contains(one.method()))
                .filter(one -> !one.isWholeSuite() || one.outcome() == Outcome.FAILED)
                .forEach(rows::add);
        return new SuiteResult(
                type, Sentences.of(type), rows, ran == null ? 0 : ran.seconds(), ran == null ? null : ran.ended());
    }

    /** Why cases of a suite did not run, as far as it can be known. */
    private static String whyNot(List<CaseResult> results) {
        return results.stream()
                .filter(CaseResult::isWholeSuite)
                .map(one -> one.outcome() == Outcome.FAILED ? "the suite failed as a whole" : one.reason())
                .findFirst()
                .orElse("");
    }
}
