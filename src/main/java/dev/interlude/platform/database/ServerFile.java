package dev.interlude.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What PostgreSQL writes about itself into {@code postmaster.pid}. */
record ServerFile(long pid, int port) {

    private static final String NAME = "postmaster.pid";
    private static final int PID = 0;
    private static final int PORT = 3;
    private static final int LINES = 8;

    /**
     * Removes a file whose process id belongs to something else by now, as after the restart of a container: PostgreSQL
     * would take that for itself and refuse to start.
     */
    static void removeStale(Path cluster) throws IOException {
        var file = cluster.resolve(NAME);
        if (Files.exists(file) && namesAnotherProgram(Files.readAllLines(file))) {
            Files.delete(file);
        }
    }

    private static boolean namesAnotherProgram(List<String> lines) {
        return !lines.isEmpty()
                && ProcessHandle.of(Long.parseLong(lines.get(PID).strip()))
                        .flatMap(process -> process.info().command())
                        .filter(program ->
                                !Path.of(program).getFileName().toString().startsWith("postgres"))
                        .isPresent();
    }

    /** Empty if no server is running, or none that got as far as being ready. */
    static Optional<ServerFile> of(Path cluster) throws IOException {
        var file = cluster.resolve(NAME);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        if (lines.size() < LINES || !lines.get(LINES - 1).strip().equals("ready")) {
            return Optional.empty();
        }
        return Optional.of(new ServerFile(
                Long.parseLong(lines.get(PID).strip()),
                Integer.parseInt(lines.get(PORT).strip())));
    }
}
