package dev.interlude.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cases that began and have no end in the file that {@code ProgressListener} writes: their process died or was stopped, so that
 * Surefire wrote nothing about their suite.
 *
 * @param suites names of methods by the full name of their class
 */
record LostCases(Map<String, Set<String>> suites) {

    static LostCases read(Path progress) {
        try {
            return of(Files.exists(progress) ? Files.readAllLines(progress) : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static LostCases of(List<String> lines) {
        var open = new LinkedHashSet<String>();
        for (var line : lines) {
            var fields = line.split("\t");
            if (fields[0].equals("begin")) {
                open.add(fields[1]);
            } else if (fields[0].equals("end")) {
                open.remove(fields[1]);
            }
        }
        var suites = new LinkedHashMap<String, Set<String>>();
        open.forEach(name -> suites.computeIfAbsent(name.split("#")[0], type -> new LinkedHashSet<>())
                .add(name.split("#")[1]));
        return new LostCases(suites);
    }

    /** With a suite for each that Surefire has nothing about. */
    List<SuiteResult> with(List<SuiteResult> ran) {
        var all = new ArrayList<>(ran);
        suites.forEach((type, methods) -> {
            if (ran.stream().noneMatch(suite -> suite.type().equals(type))) {
                var cases = methods.stream().map(name -> lost(type, name)).toList();
                all.add(new SuiteResult(type, Sentences.of(type), cases, 0, null));
            }
        });
        return all;
    }

    private static CaseResult lost(String type, String name) {
        return new CaseResult(
                name,
                Sentences.of(type, CaseResult.method(name)),
                false,
                Outcome.FAILED,
                0,
                new Failure("no result", "It began and did not end: its process died or was stopped.", ""),
                "",
                List.of(),
                List.of());
    }
}
