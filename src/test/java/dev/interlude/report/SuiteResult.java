package dev.interlude.report;

import java.time.Instant;
import java.util.List;

/**
 * A class of cases.
 *
 * @param type the full name of its class
 * @param ended when its result was written; null if it did not run
 */
public record SuiteResult(String type, String sentence, List<CaseResult> cases, double seconds, Instant ended) {

    /** The simple name of its class. */
    public String name() {
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.');
    }

    public boolean ofGuide() {
        return cases.stream().anyMatch(CaseResult::named);
    }

    public long count(Outcome outcome) {
        return cases.stream().filter(one -> one.outcome() == outcome).count();
    }

    /** The worst that happened to one of its cases. */
    public Outcome outcome() {
        if (count(Outcome.FAILED) > 0) {
            return Outcome.FAILED;
        }
        if (count(Outcome.NOT_RUN) > 0) {
            return Outcome.NOT_RUN;
        }
        return count(Outcome.PASSED) > 0 ? Outcome.PASSED : Outcome.SKIPPED;
    }

    public String duration() {
        return ended == null ? "" : Words.seconds(seconds);
    }

    /** {@code 7 passed, 1 failed}. */
    public String counts() {
        var words = new java.util.StringJoiner(", ");
        for (var outcome : Outcome.values()) {
            if (count(outcome) > 0) {
                words.add(count(outcome) + " " + outcome.word());
            }
        }
        return words.toString();
    }
}
