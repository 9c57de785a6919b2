package dev.interlude.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jacoco.core.analysis.Analyzer;
import org.jacoco.core.analysis.CoverageBuilder;
import org.jacoco.core.analysis.IClassCoverage;
import org.jacoco.core.tools.ExecFileLoader;

/** Which lines and branches of the Java ran, by JaCoCo: in all, by room, and the classes with the most lines that did not. */
public record JavaCoverage(Part all, List<Part> rooms, List<Part> leastCovered) {

    private static final int CLASSES = 10;

    /** A room or a class. */
    public record Part(String name, long lines, long linesRan, long branches, long branchesRan) {

        private static final Part NOTHING = new Part("all", 0, 0, 0, 0);

        private static Part of(IClassCoverage found) {
            return new Part(
                    found.getName().replace('/', '.').replaceFirst("^dev\\.interlude\\.", ""),
                    found.getLineCounter().getTotalCount(),
                    found.getLineCounter().getCoveredCount(),
                    found.getBranchCounter().getTotalCount(),
                    found.getBranchCounter().getCoveredCount());
        }

        private Part and(Part other) {
            return new Part(
                    name,
                    lines + other.lines,
                    linesRan + other.linesRan,
                    branches + other.branches,
                    branchesRan + other.branchesRan);
        }

        private String room() {
            return name.contains(".") ? name.substring(0, name.indexOf('.')) : "program";
        }

        private Part named(String other) {
            return new Part(other, lines, linesRan, branches, branchesRan);
        }

        public String linesShare() {
            return Words.percent(linesRan, lines);
        }

        public String branchesShare() {
            return Words.percent(branchesRan, branches);
        }

        public long linesMissed() {
            return lines - linesRan;
        }

        public double position() {
            return lines == 0 ? 0 : 100.0 * linesRan / lines;
        }
    }

    /**
     * @param executions what JaCoCo's agent wrote
     * @param classes that ran
     */
    static JavaCoverage read(Path executions, Path classes) {
        try {
            var loader = new ExecFileLoader();
            if (Files.exists(executions)) {
                loader.load(executions.toFile());
            }
            var builder = new CoverageBuilder();
            new Analyzer(loader.getExecutionDataStore(), builder).analyzeAll(classes.toFile());
            return of(builder.getClasses().stream().map(Part::of).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaCoverage of(List<Part> classes) {
        var rooms = new TreeMap<String, Part>();
        classes.forEach(one -> rooms.merge(one.room(), one.named(one.room()), Part::and));
        return new JavaCoverage(
                classes.stream().reduce(Part.NOTHING, Part::and),
                rooms.values().stream().filter(room -> room.lines() > 0).toList(),
                classes.stream()
                        .filter(one -> one.linesMissed() > 0)
                        .sorted(Comparator.comparingLong(Part::linesMissed).reversed())
                        .limit(CLASSES)
                        .toList());
    }
}
