package dev.interlude.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;

/** Failures of one kind, by their causes. */
public record ErrorGroup(FailureKind kind, List<Cause> causes) {

    /** A failed case and its suite. */
    public record Broken(SuiteResult suite, CaseResult result) {

        public String name() {
            return suite.name() + "." + result.title();
        }
    }

    /** Cases that failed in the same words; often the first of them broke the others. */
    public record Cause(String text, List<Broken> cases) {}

    /** The largest first. */
    static List<ErrorGroup> of(List<SuiteResult> suites) {
        var broken = suites.stream()
                .flatMap(suite -> suite.cases().stream()
                        .filter(one -> one.outcome() == Outcome.FAILED)
                        .map(one -> new Broken(suite, one)))
                .toList();
        return Arrays.stream(FailureKind.values())
                .map(kind -> new ErrorGroup(
                        kind,
                        causes(broken.stream()
                                .filter(one -> one.result().failure().kind() == kind)
                                .toList())))
                .filter(group -> group.count() > 0)
                .sorted(Comparator.comparingInt(ErrorGroup::count).reversed())
                .toList();
    }

    private static List<Cause> causes(List<Broken> broken) {
        return broken.stream()
                .collect(groupingBy(one -> one.result().failure().cause(), LinkedHashMap::new, toList()))
                .entrySet()
                .stream()
                .map(entry -> new Cause(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt((Cause cause) -> cause.cases().size())
                        .reversed())
                .toList();
    }

    public int count() {
        return causes.stream().mapToInt(cause -> cause.cases().size()).sum();
    }
}
