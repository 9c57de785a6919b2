package dev.interlude.report;

import java.nio.file.Files;
import java.nio.file.Path;

/** What of the Java and of the flows ran, as recorded with {@code -Dcoverage}. */
public record Coverage(JavaCoverage java, FlowCoverage flows) {

    /** @return null if nothing was recorded */
    static Coverage read(Path folder, Path classes) {
        return Files.isDirectory(folder)
                ? new Coverage(JavaCoverage.read(folder.resolve("jacoco.exec"), classes), FlowCoverage.read(folder))
                : null;
    }
}
