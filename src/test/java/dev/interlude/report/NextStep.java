package dev.interlude.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Something to look at after a run.
 *
 * @param rank the lower, the worse
 * @param anchor of the place in the report
 */
public record NextStep(int rank, Outcome outcome, String title, String detail, String anchor) {

    private static final double SLOW_SECONDS = 20;
    private static final double CLOSE = 0.9;

    /** The worst first. */
    static List<NextStep> of(List<SuiteResult> suites, List<SlaRow> slas, FlowCoverage flows) {
        var steps = new ArrayList<NextStep>();
        for (var suite : suites) {
            suite.cases().stream()
                    .filter(one -> one.outcome() == Outcome.FAILED)
                    .map(one -> new NextStep(
                            one.named() ? 0 : 1,
                            Outcome.FAILED,
                            suite.name() + "." + one.name() + " failed",
                            one.failure().cause(),
                            ReportPage.anchor(suite, one)))
                    .forEach(steps::add);
            notRun(suite, steps);
            suite.cases().stream()
                    .filter(one -> one.outcome() == Outcome.SKIPPED)
                    .map(one -> new NextStep(
                            one.named() ? 4 : 6,
                            Outcome.SKIPPED,
                            suite.name() + "." + one.name() + " was skipped",
                            one.reason(),
                            ReportPage.anchor(suite, one)))
                    .forEach(steps::add);
        }
        slas.forEach(row -> sla(row, steps));
        notMeasured(slas, steps);
        slow(suites, steps);
        if (flows != null && !flows.neverRan().isEmpty()) {
            steps.add(new NextStep(
                    7,
                    Outcome.SKIPPED,
                    "%s never ran".formatted(Words.count(flows.neverRan().size(), "route", "routes")),
                    flows.neverRan().stream().map(FlowCoverage.Route::id).collect(Collectors.joining(", ")),
                    "coverage"));
        }
        return steps.stream().sorted(Comparator.comparingInt(NextStep::rank)).toList();
    }

    private static void notRun(SuiteResult suite, List<NextStep> steps) {
        var missing = suite.cases().stream()
                .filter(one -> one.outcome() == Outcome.NOT_RUN)
                .map(CaseResult::name)
                .toList();
        if (!missing.isEmpty()) {
            steps.add(new NextStep(
                    3,
                    Outcome.NOT_RUN,
                    "%s of %s did not run".formatted(Words.count(missing.size(), "case", "cases"), suite.name()),
                    String.join(", ", missing),
                    suite.name()));
        }
    }

    private static void sla(SlaRow row, List<NextStep> steps) {
        var title = row.sla().title() + ": ";
        if (row.isMeasured() && !row.isMet()) {
            steps.add(new NextStep(
                    2,
                    Outcome.FAILED,
                    title + row.measured() + ", the target is " + row.sla().targetText(),
                    row.how(),
                    "sla"));
        } else if (row.isMeasured() && row.closeness() > CLOSE) {
            steps.add(new NextStep(
                    8,
                    Outcome.SKIPPED,
                    title + row.measured() + " is close to the target of "
                            + row.sla().targetText(),
                    row.how(),
                    "sla"));
        }
    }

    private static void notMeasured(List<SlaRow> slas, List<NextStep> steps) {
        var missing = slas.stream()
                .filter(row -> !row.isMeasured())
                .map(row -> row.sla().title())
                .toList();
        if (!missing.isEmpty()) {
            steps.add(new NextStep(
                    5,
                    Outcome.NOT_RUN,
                    "%s of the guide not measured in this run"
                            .formatted(Words.count(missing.size(), "promise", "promises")),
                    String.join(" · ", missing) + ". The performance suite measures them.",
                    "sla"));
        }
    }

    private static void slow(List<SuiteResult> suites, List<NextStep> steps) {
        record Slow(SuiteResult suite, CaseResult one) {}
        suites.stream()
                .flatMap(suite -> suite.cases().stream().map(one -> new Slow(suite, one)))
                .filter(slow -> slow.one().seconds() > SLOW_SECONDS)
                .sorted(Comparator.comparingDouble((Slow slow) -> -slow.one().seconds()))
                .limit(3)
                .map(slow -> new NextStep(
                        9,
                        Outcome.SKIPPED,
                        slow.suite().name() + "." + slow.one().name() + " took "
                                + slow.one().duration(),
                        "One of the slowest cases of this run.",
                        ReportPage.anchor(slow.suite(), slow.one())))
                .forEach(steps::add);
    }
}
