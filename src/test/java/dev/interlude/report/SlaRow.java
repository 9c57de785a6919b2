package dev.interlude.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A promise of the guide beside what was measured in this run.
 *
 * @param figure the worst one that was measured; null if none was
 * @param suite that measured it
 */
public record SlaRow(Sla sla, Figure figure, SuiteResult suite) {

    static List<SlaRow> of(List<SuiteResult> suites) {
        return Arrays.stream(Sla.values()).map(sla -> of(sla, suites)).toList();
    }

    private static SlaRow of(Sla sla, List<SuiteResult> suites) {
        var measured = new ArrayList<SlaRow>();
        for (var suite : suites) {
            for (var one : suite.cases()) {
                one.figures().stream()
                        .filter(figure -> figure.sla() == sla)
                        .forEach(figure -> measured.add(new SlaRow(sla, figure, suite)));
            }
        }
        return measured.stream()
                .reduce((one, other) -> sla.worse(one.value(), other.value()) == one.value() ? one : other)
                .orElse(new SlaRow(sla, null, null));
    }

    private double value() {
        return figure.value();
    }

    public boolean isMeasured() {
        return figure != null;
    }

    public boolean isMet() {
        return isMeasured() && sla.met(value());
    }

    /** 1 at the target; less on its good side. */
    double closeness() {
        return sla.closeness(value());
    }

    public String measured() {
        return isMeasured() ? sla.text(value()) : "not measured in this run";
    }

    public String verdict() {
        return !isMeasured() ? "not measured" : isMet() ? "met" : "missed";
    }

    public Outcome outcome() {
        return !isMeasured() ? Outcome.NOT_RUN : isMet() ? Outcome.PASSED : Outcome.FAILED;
    }

    public String how() {
        return isMeasured() ? figure.text().replaceFirst("^[^:]*: ", "") : sla.method();
    }

    public String when() {
        return isMeasured() ? Words.time(figure.at()) + ", " + suite.name() + "." + figure.test() : "";
    }

    /** A share or a number per second, not a time. */
    public boolean isRate() {
        return sla.isAbove();
    }

    /** Its place on a scale from 0 to 100 that ends at twice the target, or at 100 percent. */
    public double position() {
        return isMeasured() ? Math.max(1, Math.min(100, 100 * value() / sla.scale())) : 0;
    }

    public double targetPosition() {
        return 100 * sla.target() / sla.scale();
    }
}
