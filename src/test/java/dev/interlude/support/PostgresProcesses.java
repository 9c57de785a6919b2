package dev.interlude.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        for (var process : Stream.concat(Stream.of(all), all.descendants()).toList()) {
            try {
                var sent = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
                assertThat(sent.waitFor(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
