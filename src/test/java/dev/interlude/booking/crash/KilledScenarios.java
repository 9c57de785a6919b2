package dev.interlude.booking.crash;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Scenarios that share a kill, each on a day of its own. */
final class KilledScenarios implements UnderWay {

    private final Crash crash;
    private final List<CrashScenario> all = new ArrayList<>();

    private KilledScenarios(Crash crash) {
        this.crash = crash;
    }

    static KilledScenarios at(Crash crash, List<Scenario> several) {
        var killed = new KilledScenarios(crash);
        var victim = crash.atVictim();
        crash.calcom.forgetRequests();
        // Late calls come last: from their plan to their end not much time may pass.
        several.stream()
                .sorted(Comparator.comparing(scenario -> scenario.moment() == KillPoint.LATE))
                .forEach(scenario -> killed.approach(scenario, victim));
        return killed;
    }

    private void approach(Scenario scenario, Customer victim) {
        var one = new CrashScenario(scenario, crash.next(scenario.service()), crash.calcom, crash.database);
        one.approach(victim, crash.atSurvivor());
        all.add(one);
    }

    @Override
    public void fall() {
        all.forEach(CrashScenario::fall);
    }

    void awaitRest() {
        all.forEach(CrashScenario::arriveLate);
        all.forEach(CrashScenario::awaitRest);
    }

    /** Tells of each whether it is right; the broken ones, with their reasons. */
    List<String> wrongs() {
        var broken = new ArrayList<String>();
        for (var one : all) {
            var wrongs = one.wrongs(crash.atSurvivor());
            System.out.println(one.scenario() + ": " + (wrongs.isEmpty() ? "right" : "BROKEN " + wrongs));
            wrongs.forEach(wrong -> broken.add(one.scenario() + ": " + wrong));
        }
        crash.books.wrongs().forEach(wrong -> broken.add("over all: " + wrong));
        return broken;
    }
}
