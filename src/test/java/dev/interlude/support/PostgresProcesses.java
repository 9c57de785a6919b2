package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of one PostgreSQL, to be stopped as a whole.
 *
 * @param cluster its data directory
 */
public record PostgresProcesses(Path cluster) {

    /** SIGSTOP: connections stay open, new ones are taken by the kernel, and nothing is answered. */
    public void freeze() throws IOException {
        signal("-STOP");
    }

    public void thaw() throws IOException {
        signal("-CONT");
    }

    public void kill() throws IOException {
        signal("-KILL");
    }

    private void signal(String signal) throws IOException {
        var postmaster = Long.parseLong(
                Files.readAllLines(cluster.resolve("postmaster.pid")).get(0).strip());
        var all = ProcessHandle.of(postmaster).orElseThrow();
        var command = new ArrayList<>(List.of("kill", signal));
        Stream.concat(Stream.of(all), all.descendants())
                .map(process -> Long.toString(process.pid()))
                .forEach(command::add);
        try {
            // All at once: one after the other takes seconds on a busy machine.
            assertThat(new ProcessBuilder(command).start().waitFor(10, TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
