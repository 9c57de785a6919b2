package dev.interlude.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** What the report shows, made of the results of a run, and the page itself. */
public record ReportPage(
        List<SuiteResult> suites, int named, Coverage coverage, boolean coverageAsked, String machine, Instant made) {

    private static final TemplateEngine ENGINE = engine();

    private static TemplateEngine engine() {
        var resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("report/");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        var engine = new TemplateEngine();
        engine.setTemplateResolver(resolver);
        return engine;
    }

    public String html() {
        var context = new Context(Locale.ENGLISH);
        var slas = SlaRow.of(suites);
        context.setVariable("page", this);
        context.setVariable(
                "guide", suites.stream().filter(SuiteResult::ofGuide).toList());
        context.setVariable(
                "others", suites.stream().filter(suite -> !suite.ofGuide()).toList());
        context.setVariable("errors", ErrorGroup.of(suites));
        context.setVariable("slas", slas);
        context.setVariable("charts", charts());
        context.setVariable("coverage", coverage);
        context.setVariable("next", NextStep.of(suites, slas, coverage == null ? null : coverage.flows()));
        context.setVariable("outcomes", Outcome.values());
        return ENGINE.process("report.html", context);
    }

    private List<LatencyChart> charts() {
        var charts = new ArrayList<LatencyChart>();
        for (var suite : suites) {
            for (var one : suite.cases()) {
                one.figures().stream()
                        .filter(figure -> figure.distribution() != null
                                && figure.distribution().count() > 0)
                        .map(figure -> LatencyChart.of(
                                figure.name(), suite.name() + "." + figure.test(), figure.distribution()))
                        .forEach(charts::add);
            }
        }
        return charts;
    }

    public static String anchor(SuiteResult suite, CaseResult one) {
        return suite.name() + "-" + one.name().replaceAll("[^A-Za-z0-9_-]+", "-");
    }

    public long count(Outcome outcome) {
        return suites.stream().mapToLong(suite -> suite.count(outcome)).sum();
    }

    /** Of the guide's cases; one counts as passed if all of its invocations did. */
    public long namedPassed() {
        return suites.stream()
                .flatMap(suite -> suite.cases().stream()
                        .filter(CaseResult::named)
                        .collect(java.util.stream.Collectors.groupingBy(CaseResult::method))
                        .values()
                        .stream())
                .filter(results -> results.stream().allMatch(one -> one.outcome() == Outcome.PASSED))
                .count();
    }

    public Outcome verdict() {
        if (count(Outcome.FAILED) > 0) {
            return Outcome.FAILED;
        }
        return namedPassed() < named ? Outcome.NOT_RUN : Outcome.PASSED;
    }

    public String verdictWord() {
        return switch (verdict()) {
            case FAILED -> "Failed";
            case PASSED -> "Passed";
            default -> "Incomplete";
        };
    }

    public String verdictSentence() {
        return switch (verdict()) {
            case FAILED ->
                Words.count(count(Outcome.FAILED), "case", "cases") + " failed"
                        + (count(Outcome.NOT_RUN) > 0 ? ", %d did not run.".formatted(count(Outcome.NOT_RUN)) : ".");
            case PASSED -> "Every case that the guide names ran and passed.";
            default -> "Nothing failed, but not every case that the guide names ran.";
        };
    }

    public String madeAt() {
        return Words.time(made);
    }

    /** Of all suites together; they run two at a time. */
    public String testTime() {
        return Words.seconds(suites.stream().mapToDouble(SuiteResult::seconds).sum());
    }

    public long all() {
        return Arrays.stream(Outcome.values()).mapToLong(this::count).sum();
    }

    public String share(Outcome outcome) {
        return String.format(Locale.ROOT, "%.3f%%", 100.0 * count(outcome) / Math.max(1, all()));
    }

    public List<String> countsInWords() {
        return Arrays.stream(Outcome.values())
                .map(outcome -> count(outcome) + " " + outcome.word())
                .toList();
    }

    /** A rate beside the highest of all, in percent. */
    public String rate(LatencyChart chart, List<LatencyChart> charts) {
        var highest = charts.stream()
                .mapToDouble(one -> one.times().perSecond())
                .max()
                .orElse(1);
        return String.format(Locale.ROOT, "%.1f%%", 100 * chart.times().perSecond() / highest);
    }

    public String newLine() {
        return "\n";
    }

    /** How long a case took beside the longest of its suite, in percent. */
    public String bar(SuiteResult suite, CaseResult one) {
        var longest =
                suite.cases().stream().mapToDouble(CaseResult::seconds).max().orElse(0);
        return String.format(Locale.ROOT, "%.1f%%", longest == 0 ? 0 : 100 * one.seconds() / longest);
    }
}
