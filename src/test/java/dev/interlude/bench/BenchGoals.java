package dev.interlude.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What is aimed at, beside what was measured. Nothing is reckoned from stages that did not run, or in which anything failed. */
final class BenchGoals {

    /** @param met null: not measured */
    record Goal(String what, String goal, String measured, Boolean met) {}

    private final Map<String, Stage> stages;
    private final List<Goal> goals = new ArrayList<>();

    private BenchGoals(List<Stage> stages) {
        this.stages = stages.stream().collect(Collectors.toMap(Stage::name, Function.identity()));
    }

    static List<Goal> of(List<Stage> stages) {
        return new BenchGoals(stages).reckon();
    }

    private List<Goal> reckon() {
        atLeast(BenchWork.CACHED + " ÷ Camel route alone", 0.5, ratio(BenchWork.CACHED, BenchWork.CAMEL));
        atLeast(BenchWork.REFUSED + " ÷ Camel route alone", 0.8, ratio(BenchWork.REFUSED, BenchWork.CAMEL));
        atLeast(BenchWork.OF_TWO + " ÷ Camel route alone", 0.1, ratio(BenchWork.OF_TWO, BenchWork.CAMEL));
        atLeast(BenchWork.OF_TWO + ", a second", 500, figure(BenchWork.OF_TWO, Stage::perSecond));
        atMost(BenchWork.ALONE + ", p50 ms", 6, figure(BenchWork.ALONE, stage -> stage.at(50)));
        atMost(
                BenchWork.SLOW + " ÷ " + BenchWork.LATENCY + " ms, p50",
                1.05,
                figure(BenchWork.SLOW, stage -> stage.at(50) / BenchWork.LATENCY));
        atLeast("delivery accepted ÷ inserted directly", 0.5, ratio(BenchWork.ACCEPTED, BenchWork.INSERTED));
        atLeast("delivery's effect committed, a second", 500, figure(BenchWork.ACCEPTED, Stage::settledPerSecond));
        atLeast(
                "delivery's effect committed ÷ accepted, as fast as they are answered",
                1,
                figure(BenchWork.ACCEPTED, stage -> stage.settledPerSecond() / stage.perSecond()));
        atLeast(
                "events told ÷ haircuts booked",
                1,
                figure(BenchWork.TOLD, stage -> stage.settledPerSecond() / stage.perSecond()));
        return goals;
    }

    private Double figure(String stage, ToDoubleFunction<Stage> figure) {
        var ran = stages.get(stage);
        return ran == null || ran.failed() > 0 ? null : figure.applyAsDouble(ran);
    }

    private Double ratio(String stage, String reference) {
        var one = figure(stage, Stage::perSecond);
        var other = figure(reference, Stage::perSecond);
        return one == null || other == null ? null : one / other;
    }

    private void atLeast(String what, double goal, Double measured) {
        add(what, "≥ ", goal, measured, measured != null && measured >= goal);
    }

    private void atMost(String what, double goal, Double measured) {
        add(what, "≤ ", goal, measured, measured != null && measured <= goal);
    }

    private void add(String what, String sign, double goal, Double measured, boolean met) {
        goals.add(
                measured == null
                        ? new Goal(what, sign + text(goal), "not measured", null)
                        : new Goal(what, sign + text(goal), text(measured), met));
    }

    /** With as many digits as mean something. */
    private static String text(double figure) {
        return (figure >= 100 ? "%.0f" : figure >= 5 ? "%.1f" : "%.2f").formatted(figure);
    }
}
